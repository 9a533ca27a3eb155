import { Alert } from './alert';
import { AlertStore } from './alertStore';

const NOW = 1_000_000;

function alert(change: Partial<Alert> = {}): Alert {
  return {
    fingerprint: 'f',
    labels: { alertname: 'A' },
    annotations: {},
    startsAtMs: NOW - 100,
    endsAtMs: NOW + 500,
    updatedAtMs: NOW,
    generatorURL: '',
    timeout: false,
    ...change,
  };
}

describe('AlertStore', () => {
  it('keeps the earliest beginning of an alert that is sent again', () => {
    const store = new AlertStore();
    store.put(alert(), NOW);
    const merged = store.put(
      alert({ startsAtMs: NOW, endsAtMs: NOW + 900, annotations: { a: 'b' } }),
      NOW + 10,
    );
    expect(merged).toMatchObject({
      startsAtMs: NOW - 100,
      endsAtMs: NOW + 900,
      annotations: { a: 'b' },
    });
  });

  it('does not let a timeout shorten a stated end', () => {
    const store = new AlertStore();
    store.put(alert({ endsAtMs: NOW + 900 }), NOW);
    const sooner = alert({ endsAtMs: NOW + 300, timeout: true });
    expect(store.put(sooner, NOW).endsAtMs).toBe(NOW + 900);
  });

  it('lets a later timeout replace an earlier one', () => {
    const store = new AlertStore();
    store.put(alert({ endsAtMs: NOW + 900, timeout: true }), NOW);
    const sooner = alert({ endsAtMs: NOW + 300, timeout: true });
    expect(store.put(sooner, NOW).endsAtMs).toBe(NOW + 300);
  });

  it('ends an alert that is sent with an end in the past', () => {
    const store = new AlertStore();
    store.put(alert(), NOW);
    expect(store.firing(NOW)).toHaveLength(1);
    store.put(alert({ endsAtMs: NOW + 10 }), NOW + 10);
    expect(store.firing(NOW + 10)).toEqual([]);
  });

  it('begins anew after an end', () => {
    const store = new AlertStore();
    store.put(alert({ endsAtMs: NOW + 10 }), NOW + 10);
    const again = alert({ startsAtMs: NOW + 50, endsAtMs: NOW + 900 });
    expect(store.put(again, NOW + 50).startsAtMs).toBe(NOW + 50);
  });

  it('forgets an alert that has been over for half an hour', () => {
    const store = new AlertStore();
    store.put(alert({ endsAtMs: NOW }), NOW);
    const later = alert({ startsAtMs: NOW + 1, endsAtMs: NOW + 9 });
    store.collectGarbage(NOW + 30 * 60_000 - 1);
    store.collectGarbage(NOW + 30 * 60_000);
    expect(store.put(later, NOW + 31 * 60_000)).toBe(later);
  });
});

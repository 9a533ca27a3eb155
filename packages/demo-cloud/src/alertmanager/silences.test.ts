import {
  Silence,
  SilenceNotFoundError,
  Silences,
  silenceState,
} from './silences';

const NOW = 1_000_000;

function silence(startsAtMs: number, endsAtMs: number, service = 'hopngo') {
  return {
    matchers: [
      { name: 'service', value: service, isRegex: false, isEqual: true },
    ],
    startsAtMs,
    endsAtMs,
    createdBy: 'olga.operator',
    comment: '',
  };
}

describe('Silences', () => {
  it('mutes what matches while it is active', () => {
    const silences = new Silences();
    const id = silences.set(silence(NOW + 10_000, NOW + 20_000), NOW);
    const muting = (service: string, nowMs: number) =>
      silences.muting({ service }, nowMs);
    expect(muting('hopngo', NOW + 9_999)).toEqual([]);
    expect(muting('hopngo', NOW + 10_000)).toEqual([id]);
    expect(muting('boats', NOW + 10_000)).toEqual([]);
    expect(muting('hopngo', NOW + 20_000)).toEqual([]);
  });

  it('lists active ones by their end, pending ones by their start, the last expired first', () => {
    const silences = new Silences();
    const set = (from: number, to: number) =>
      silences.set(silence(NOW + from, NOW + to), NOW);
    const [late, soon] = [set(0, 900), set(0, 500)];
    const [later, next] = [set(300, 999), set(200, 999)];
    const [first, last] = [set(0, 10), set(0, 20)];
    expect(silences.list(NOW + 100).map(({ id }) => id)).toEqual([
      soon,
      late,
      next,
      later,
      last,
      first,
    ]);
  });

  it('does not begin before it was made', () => {
    const silences = new Silences();
    const id = silences.set(silence(NOW - 5_000, NOW + 5_000), NOW);
    expect(silences.get(id)?.startsAtMs).toBe(NOW);
  });

  it('replaces an active silence whose matchers change, and ends the old one', () => {
    const silences = new Silences();
    const id = silences.set(silence(NOW, NOW + 9_000), NOW);
    const longer = { ...silence(NOW, NOW + 99_000), id };
    expect(silences.set(longer, NOW + 10)).toBe(id);
    const other = { ...silence(NOW, NOW + 99_000, 'boats'), id };
    const replaced = silences.set(other, NOW + 20);
    expect(replaced).not.toBe(id);
    const state = (which: string) =>
      silenceState(silences.get(which) as Silence, NOW + 20);
    expect([state(id), state(replaced)]).toEqual(['expired', 'active']);
  });

  it('never begins when it is ended before', () => {
    const silences = new Silences();
    const id = silences.set(silence(NOW + 100, NOW + 900), NOW);
    silences.expire(id, NOW + 50);
    expect(silences.muting({ service: 'hopngo' }, NOW + 200)).toEqual([]);
    expect(silences.get(id)).toMatchObject({
      startsAtMs: NOW + 50,
      endsAtMs: NOW + 50,
    });
  });

  it('knows only its own', () => {
    const silences = new Silences();
    expect(() => silences.expire('none', NOW)).toThrow(SilenceNotFoundError);
    const unknown = { ...silence(NOW, NOW + 1), id: 'none' };
    expect(() => silences.set(unknown, NOW)).toThrow('silence not found');
  });

  it('continues with what was saved', () => {
    const silences = new Silences();
    silences.set(silence(NOW, NOW + 900), NOW);
    const again = new Silences(silences.list(NOW));
    expect(again.list(NOW)).toEqual(silences.list(NOW));
  });
});

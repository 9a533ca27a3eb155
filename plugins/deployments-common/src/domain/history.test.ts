import fc from 'fast-check';
import { NOW, attempt, hoursAgo } from '../__testUtils__/builders';
import { DEPLOYMENT_STATUSES, StatusChange } from '../api';
import { newStatusChanges } from './history';

function change(
  providerState: string,
  at: string,
  status: StatusChange['status'] = 'running',
): StatusChange {
  return { status, providerState, at, note: null };
}

it('adds only what is not stored', () => {
  const stored = [change('queued', hoursAgo(3), 'queued')];
  const history = [
    ...stored,
    change('in_progress', hoursAgo(2)),
    change('success', hoursAgo(1), 'succeeded'),
  ];
  expect(newStatusChanges(stored, 'queued', attempt({ history }), NOW)).toEqual(
    history.slice(1),
  );
});

it('does not take a new date for a change', () => {
  const stored = [change('ReplicaSetUpdated', hoursAgo(2))];
  const history = [change('ReplicaSetUpdated', hoursAgo(1))];
  expect(
    newStatusChanges(stored, 'running', attempt({ history }), NOW),
  ).toEqual([]);
});

it('takes in a change that arrives late, at its place', () => {
  const stored = [
    change('queued', hoursAgo(3), 'queued'),
    change('success', hoursAgo(1), 'succeeded'),
  ];
  const late = change('in_progress', hoursAgo(2));
  expect(
    newStatusChanges(stored, 'succeeded', attempt({ history: [late] }), NOW),
  ).toEqual([late]);
});

describe('without a history', () => {
  it('dates a change that is seen by the reading', () => {
    const superseded = attempt({
      status: 'superseded',
      providerState: 'Replaced',
    });
    const [added, ...more] = newStatusChanges([], 'succeeded', superseded, NOW);
    expect(added).toEqual({
      status: 'superseded',
      providerState: 'Replaced',
      at: NOW.toISOString(),
      note: null,
    });
    expect(more).toEqual([]);
    // Also when the ledger keeps the failure that it knew.
    expect(newStatusChanges([added], 'failed', superseded, NOW)).toEqual([]);
  });

  it('dates the first sight by what is known, and invents nothing', () => {
    const first = (overrides: Parameters<typeof attempt>[0]) =>
      newStatusChanges([], undefined, attempt(overrides), NOW);
    expect(first({ status: 'failed', finishedAt: hoursAgo(1) })).toMatchObject([
      { status: 'failed', at: hoursAgo(1) },
    ]);
    expect(first({ status: 'running' })).toMatchObject([{ at: hoursAgo(2) }]);
    expect(first({ status: 'superseded' })).toEqual([]);
  });

  it('says nothing of a status that is known', () => {
    expect(newStatusChanges([], 'succeeded', attempt(), NOW)).toEqual([]);
  });
});

it('stores nothing twice, and no two neighbours alike', () => {
  const anyChange = fc
    .record({
      status: fc.constantFrom(...DEPLOYMENT_STATUSES),
      hours: fc.integer({ min: 0, max: 50 }),
    })
    .map(({ status, hours }) => change(status, hoursAgo(hours), status));
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1 }), history => {
      const report = attempt({ history });
      const stored = newStatusChanges([], undefined, report, NOW);
      expect(newStatusChanges(stored, 'running', report, NOW)).toEqual([]);
      stored.slice(1).forEach((one, index) => {
        expect(one.status === stored[index].status).toBe(false);
      });
    }),
  );
});

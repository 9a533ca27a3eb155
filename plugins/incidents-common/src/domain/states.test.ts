import fc from 'fast-check';
import { ago } from '../__testUtils__/fixtures';
import { IncidentState, incidentStateSchema } from '../api';
import {
  StateStamps,
  impliesAcknowledged,
  isOpen,
  isVoid,
  nextStates,
  stampsAfter,
} from './states';

const OLGA = 'user:default/olga';
const BEN = 'user:default/ben';
const states = incidentStateSchema.options;
const untouched: StateStamps = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  commander: null,
  mitigatedAt: null,
  resolvedAt: null,
};

describe('the states of an incident', () => {
  it.each<[IncidentState, boolean, boolean, boolean]>([
    ['detected', true, false, false],
    ['triaged', true, false, false],
    ['acknowledged', true, true, false],
    ['investigating', true, true, false],
    ['identified', true, true, false],
    ['mitigating', true, true, false],
    ['mitigated', true, true, false],
    ['monitoring', true, true, false],
    ['reopened', true, true, false],
    ['resolved', false, true, false],
    ['review', false, true, false],
    ['closed', false, true, false],
    ['declined', false, false, true],
    ['merged', false, false, true],
  ])('%s: open %s, acknowledged %s, void %s', (state, open, taken, none) => {
    expect(isOpen(state)).toBe(open);
    expect(impliesAcknowledged(state)).toBe(taken);
    expect(isVoid(state)).toBe(none);
  });

  it.each(states)('lead from %s to other states, each once', state => {
    const next = nextStates(state);
    expect(next).not.toContain(state);
    expect(new Set(next).size).toBe(next.length);
  });

  it('let every open incident be ended', () => {
    for (const state of states.filter(isOpen)) {
      expect(nextStates(state)).toContain('resolved');
    }
  });

  it('can all be reached, but for the one that needs another incident', () => {
    const seen = new Set<IncidentState>(['detected']);
    for (const state of seen) nextStates(state).forEach(next => seen.add(next));
    expect(states.filter(state => !seen.has(state))).toEqual(['merged']);
  });

  it('lead back from an end only by reopening', () => {
    for (const state of states.filter(each => !isOpen(each))) {
      expect(
        nextStates(state).filter(next => isOpen(next) && next !== 'reopened'),
      ).toEqual([]);
    }
  });
});

describe('stampsAfter', () => {
  it('names who took it on first, and the commander who was named before', () => {
    const taken = stampsAfter(untouched, 'acknowledged', OLGA, ago(5));
    expect(taken).toEqual({
      ...untouched,
      acknowledgedAt: ago(5),
      acknowledgedBy: OLGA,
      commander: OLGA,
    });
    expect(stampsAfter(taken, 'investigating', BEN, ago(4))).toEqual(taken);
    expect(
      stampsAfter({ ...untouched, commander: BEN }, 'mitigated', OLGA, ago(5)),
    ).toMatchObject({ acknowledgedBy: OLGA, commander: BEN });
  });

  it('does not take on what is declined', () => {
    expect(stampsAfter(untouched, 'declined', OLGA, ago(5))).toEqual(untouched);
  });

  it('keeps the first mitigation and the first resolution', () => {
    const mitigated = stampsAfter(untouched, 'mitigated', OLGA, ago(9));
    const watched = stampsAfter(mitigated, 'monitoring', OLGA, ago(8));
    const resolved = stampsAfter(watched, 'resolved', OLGA, ago(7));
    const closed = stampsAfter(resolved, 'closed', OLGA, ago(6));
    expect(closed).toMatchObject({ mitigatedAt: ago(9), resolvedAt: ago(7) });
  });

  it.each(['investigating', 'reopened'] as const)(
    'takes back by %s what did not hold',
    state => {
      const before = {
        ...untouched,
        mitigatedAt: ago(9),
        resolvedAt: ago(7),
      };
      expect(stampsAfter(before, state, OLGA, ago(1))).toMatchObject({
        mitigatedAt: null,
        resolvedAt: null,
      });
    },
  );

  it('tells the state by its stamps on every way through the states', () => {
    const way = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(way, choices => {
        let state: IncidentState = 'detected';
        let stamps = untouched;
        for (const [minute, choice] of choices.entries()) {
          const next = nextStates(state);
          if (next.length === 0) break;
          const before = stamps;
          state = next[choice % next.length];
          stamps = stampsAfter(stamps, state, OLGA, ago(99 - minute));
          expect(stamps.resolvedAt !== null).toBe(
            !isOpen(state) && !isVoid(state),
          );
          expect(stamps.acknowledgedAt).toBe(
            before.acknowledgedAt ??
              (impliesAcknowledged(state) ? ago(99 - minute) : null),
          );
          expect(stamps.mitigatedAt !== null).toBe(
            state === 'mitigated' ||
              state === 'monitoring' ||
              (!isOpen(state) && !isVoid(state) && before.mitigatedAt !== null),
          );
        }
      }),
    );
  });
});

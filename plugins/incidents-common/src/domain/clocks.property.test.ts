import fc from 'fast-check';
import { NOW } from '../__testUtils__/fixtures';
import { SEVERITIES } from '../api';
import {
  ClockInput,
  clocksOf,
  nextClockChange,
  runningVerdict,
} from './clocks';
import { DEFAULT_TARGETS } from './targets';

const RANK = ['met', 'at-risk', 'breached'];
const WEEK_MS = 7 * 24 * 60 * 60_000;
const opened = NOW.getTime();

const after = fc.option(fc.integer({ min: 0, max: 2 * WEEK_MS }));
const incidents = fc
  .record({
    severity: fc.constantFrom(...SEVERITIES),
    acknowledged: after,
    mitigated: after,
    resolved: after,
  })
  .map(({ severity, acknowledged, mitigated, resolved }): ClockInput => {
    const at = (ms: number | null) =>
      ms === null ? null : new Date(opened + ms).toISOString();
    return {
      severity,
      openedAt: NOW.toISOString(),
      acknowledgedAt: at(acknowledged),
      mitigatedAt: at(mitigated),
      resolvedAt: at(resolved),
      state: 'acknowledged',
    };
  });
const instants = fc
  .integer({ min: 0, max: 3 * WEEK_MS })
  .map(ms => new Date(opened + ms));

const clocks = (incident: ClockInput, now: Date) =>
  clocksOf(incident, DEFAULT_TARGETS, now);

describe('clocks', () => {
  it('get worse with time, never better', () => {
    fc.assert(
      fc.property(incidents, instants, instants, (incident, one, other) => {
        const [early, late] = one <= other ? [one, other] : [other, one];
        const before = clocks(incident, early);
        clocks(incident, late).forEach(({ verdict, stoppedAt }, index) => {
          const worse =
            RANK.indexOf(verdict) - RANK.indexOf(before[index].verdict);
          expect(stoppedAt === null ? worse >= 0 : worse === 0).toBe(true);
        });
      }),
    );
  });

  it('are breached exactly when they stopped or run past their deadline', () => {
    fc.assert(
      fc.property(incidents, instants, (incident, now) => {
        for (const clock of clocks(incident, now)) {
          const end = clock.stoppedAt
            ? Date.parse(clock.stoppedAt)
            : now.getTime();
          expect(clock.verdict === 'breached').toBe(
            end > Date.parse(clock.deadlineAt),
          );
          expect(Date.parse(clock.deadlineAt)).toBe(
            Date.parse(clock.startedAt) + clock.targetMs,
          );
        }
      }),
    );
  });

  it('change nothing between now and the change that they announce', () => {
    fc.assert(
      fc.property(incidents, instants, (incident, now) => {
        const present = clocks(incident, now);
        const next = nextClockChange(present, now);
        const justBefore = next
          ? new Date(next.getTime() - 1)
          : new Date(now.getTime() + WEEK_MS);
        expect(runningVerdict(clocks(incident, justBefore))).toBe(
          runningVerdict(present),
        );
        expect(next === undefined || next > now).toBe(true);
      }),
    );
  });

  it('grant a milder severity no less time', () => {
    fc.assert(
      fc.property(incidents, instants, (incident, now) => {
        const verdicts = SEVERITIES.map(severity =>
          clocks({ ...incident, severity }, now).map(({ verdict }) =>
            RANK.indexOf(verdict),
          ),
        );
        for (let milder = 1; milder < verdicts.length; milder++) {
          verdicts[milder].forEach((rank, clock) =>
            expect(rank).toBeLessThanOrEqual(verdicts[milder - 1][clock]),
          );
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { RunEvent } from '../api';
import { importRunbook } from '../import';
import { READING_SPEED, paceOf, readingTime, runPace } from './pace';

const START = Date.parse('2026-11-20T12:00:00.000Z');
/** Ten words each: 2 seconds at 300 words a minute. */
const TEN = 'one two three four five six seven eight nine ten';
const { steps } = importRunbook(
  `# Checklist\n\n${['a', 'b', 'c', 'd']
    .map(id => `- [ ] ${TEN} <!-- step: ${id} -->`)
    .join('\n')}\n`,
).checklists[0];

function event(seconds: number, more: Partial<RunEvent>): RunEvent {
  return {
    seq: 1,
    at: new Date(START + seconds * 1000).toISOString(),
    kind: 'step',
    actor: 'user:default/a',
    stepId: 'a',
    state: 'done',
    reason: null,
    note: null,
    evidence: null,
    attachment: null,
    to: null,
    ...more,
  };
}
const started = event(0, { kind: 'started', stepId: null, state: null });
const ticks = (...seconds: number[]) =>
  paceOf(steps, [
    started,
    ...seconds.map((second, n) => event(second, { stepId: 'abcd'[n] })),
  ]);

describe('readingTime', () => {
  it('is that of its words', () => {
    expect(READING_SPEED).toBe(300);
    expect(readingTime(TEN)).toBe(2_000);
    expect(readingTime(`  ${TEN}\n${TEN} `)).toBe(4_000);
    expect(readingTime('')).toBe(0);
  });
});

describe('paceOf', () => {
  it('counts what was ticked sooner than it can be read', () => {
    expect(ticks(2, 4, 6, 8)).toEqual({
      ticked: 4,
      hurried: 0,
      suspicious: false,
    });
    expect(ticks(1.9, 2, 2.5, 3)).toMatchObject({
      hurried: 4,
      suspicious: true,
    });
  });

  it.each([
    [4, 2, false],
    [4, 3, true],
    [6, 3, true],
    [7, 3, false],
    [0, 0, false],
  ])('of %d ticks with %d hurried is suspicious: %s', (all, hurried, is) => {
    expect(runPace(all, hurried).suspicious).toBe(is);
  });

  it('takes each person by themselves', () => {
    const b = { actor: 'user:default/b' };
    const pace = paceOf(steps, [
      started,
      event(10, { stepId: 'a' }),
      event(10, { stepId: 'b', ...b }),
      event(12, { stepId: 'c' }),
      event(12, { stepId: 'd', ...b }),
    ]);
    expect(pace).toMatchObject({ ticked: 4, hurried: 0 });
  });

  it('counts neither live checks nor what is no tick', () => {
    const pace = paceOf(steps, [
      started,
      event(0, { kind: 'check', actor: null }),
      event(0, { state: 'open' }),
      event(0, { state: 'failed' }),
      event(0, { kind: 'note', state: null }),
      event(0, { kind: 'confirmed' }),
    ]);
    expect(pace).toEqual({ ticked: 0, hurried: 0, suspicious: false });
  });

  it('never gets worse by more time between the ticks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), {
          minLength: 1,
          maxLength: 4,
        }),
        gaps => {
          const at = (stretch: number) =>
            gaps.map((_, n) =>
              gaps.slice(0, n + 1).reduce((sum, gap) => sum + gap + stretch, 0),
            );
          expect(ticks(...at(1)).hurried).toBeLessThanOrEqual(
            ticks(...at(0)).hurried,
          );
        },
      ),
    );
  });
});

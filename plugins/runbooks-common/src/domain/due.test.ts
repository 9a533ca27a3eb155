import { TrackedOccurrence, dueState, standingOf } from './due';

const day = (n: number, hour = 0) =>
  new Date(Date.UTC(2026, 10, n, hour)).toISOString();

/** Due at 10:00 of a day, missed at 22:00. */
const occurrence = (
  n: number,
  doneAt: string | null = null,
): TrackedOccurrence => ({
  scheduledAt: day(n, 10),
  opensAt: day(n),
  dueAt: day(n, 10),
  missedAt: day(n, 22),
  doneAt,
});

describe('dueState', () => {
  it.each([
    [day(19, 23), 'upcoming'],
    [day(20, 0), 'due'],
    [day(20, 9), 'due'],
    [day(20, 10), 'overdue'],
    [day(20, 21), 'overdue'],
    [day(20, 22), 'missed'],
    [day(25), 'missed'],
  ])('at %s is %s', (at, state) => {
    expect(dueState(occurrence(20), new Date(at))).toBe(state);
  });

  it('is done once a run is finished, however late', () => {
    expect(dueState(occurrence(20, day(24)), new Date(day(25)))).toBe('done');
  });
});

describe('standingOf', () => {
  const at = (hour: number) => new Date(day(20, hour));
  const next = occurrence(21);

  it.each([
    ['nothing has opened', [], 9, 'upcoming', 'met', day(21)],
    ['it can be done', [occurrence(20)], 9, 'due', 'met', day(20, 10)],
    ['it is late', [occurrence(20)], 11, 'overdue', 'at-risk', day(20, 22)],
    ['its grace is over', [occurrence(20)], 23, 'missed', 'breached', day(21)],
    [
      'it is done',
      [occurrence(20, day(20, 9))],
      11,
      'done',
      'met',
      day(20, 22),
    ],
    [
      'today has begun after a miss',
      [occurrence(20), occurrence(19)],
      9,
      'due',
      'breached',
      day(20, 10),
    ],
    [
      'today is done after a miss',
      [occurrence(20, day(20, 8)), occurrence(19)],
      9,
      'done',
      'met',
      day(20, 10),
    ],
    [
      'today has begun after one done',
      [occurrence(20), occurrence(19, day(19, 9))],
      9,
      'due',
      'met',
      day(20, 10),
    ],
  ])('when %s', (_when, opened, hour, state, verdict, nextChangeAt) => {
    expect(standingOf(opened, next, at(hour))).toMatchObject({
      state,
      verdict,
      nextChangeAt,
    });
  });
});

import { TrackedOccurrence } from './due';
import { proveCadence } from './cadenceProof';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const FROM = '2026-11-01T00:00:00.000Z';

/** Due at noon of the day, missed two days later. */
function on(day: number, doneAt: string | null = null): TrackedOccurrence {
  const at = (date: number, time: string) =>
    `2026-11-${String(date).padStart(2, '0')}T${time}:00.000Z`;
  return {
    scheduledAt: at(day, '12:00'),
    opensAt: at(day, '00:00'),
    dueAt: at(day, '12:00'),
    missedAt: at(day + 2, '12:00'),
    doneAt: doneAt && at(day, doneAt),
  };
}
const prove = (
  occurrences: TrackedOccurrence[],
  watchedSince = '2026-10-01T00:00:00.000Z',
) => proveCadence(occurrences, { from: FROM, watchedSince, now: NOW });

describe('proveCadence', () => {
  it('is met when each was done in time', () => {
    expect(prove([on(2, '11:00'), on(3, '12:00')])).toEqual({
      verdict: 'met',
      reason: '2 of 2 done on time',
      due: 2,
      onTime: 2,
      late: 0,
      overdue: 0,
      missed: 0,
      gaps: [],
    });
  });

  it('names each gap with its date, worst verdict first', () => {
    const proof = prove([on(2), on(3, '13:00'), on(4, '11:00'), on(19)]);
    expect(proof).toMatchObject({
      verdict: 'breached',
      reason: '1 of 4 missed',
      due: 4,
      onTime: 1,
      late: 1,
      overdue: 1,
      missed: 1,
    });
    expect(
      proof.gaps.map(({ dueAt, state }) => [dueAt.slice(8, 10), state]),
    ).toEqual([
      ['02', 'missed'],
      ['03', 'late'],
      ['19', 'overdue'],
    ]);
  });

  it('is at risk when one was late', () => {
    expect(prove([on(2, '12:01')])).toMatchObject({
      verdict: 'at-risk',
      reason: '1 of 1 not on time',
    });
  });

  it('does not count what can still be done in time', () => {
    const open = { ...on(20), dueAt: '2026-11-20T18:00:00.000Z' };
    expect(prove([on(2, '11:00'), open])).toMatchObject({
      verdict: 'met',
      due: 1,
      onTime: 1,
    });
  });

  it('is unknown, never met, when it was not watched from the begin', () => {
    const since = '2026-11-03T00:00:00.000Z';
    expect(prove([on(5, '11:00')], since)).toMatchObject({
      verdict: 'unknown',
      reason: 'Watched only since 2026-11-03',
    });
    expect(prove([], since).verdict).toBe('unknown');
    expect(prove([on(5)], since).verdict).toBe('breached');
  });

  it('is no verdict when nothing was due', () => {
    expect(prove([])).toMatchObject({
      verdict: null,
      reason: 'Nothing was due',
    });
  });
});

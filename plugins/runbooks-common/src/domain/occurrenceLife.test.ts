import { businessCalendar } from './businessCalendar';
import { PendingOccurrence, canStart, planOccurrences } from './occurrenceLife';
import { Occurrence } from './recurrence';

const day = (n: number, hour = 0) =>
  new Date(Date.UTC(2026, 10, n, hour)).toISOString();
const daily = { cadence: 'FREQ=DAILY', at: '14:00', zone: 'UTC' };

/** Due at 14:00 of a day. */
const occurrence = (n: number): Occurrence => ({
  scheduledAt: day(n, 14),
  opensAt: day(n),
  dueAt: day(n, 14),
  missedAt: day(n + 1, 2),
});
const pending = (
  n: number,
  more: Partial<PendingOccurrence> = {},
): PendingOccurrence => ({ ...occurrence(n), withdrawnAt: null, ...more });

const plan = (
  recurrence: Parameters<typeof planOccurrences>[0],
  more: Partial<Parameters<typeof planOccurrences>[1]> = {},
) =>
  planOccurrences(recurrence, {
    since: new Date(day(20, 11)),
    now: new Date(day(20, 12)),
    pending: [pending(20)],
    ...more,
  });

describe('planOccurrences', () => {
  it('changes nothing that is as planned', () => {
    expect(plan(daily)).toEqual({
      opened: [occurrence(20)],
      changed: [],
      withdrawn: [],
      nextOpenAt: day(21),
    });
  });

  it('opens all of a downtime', () => {
    const { opened } = plan(daily, {
      since: new Date(day(16, 15)),
      pending: [],
    });
    expect(opened.map(({ scheduledAt }) => scheduledAt)).toEqual(
      [17, 18, 19, 20].map(n => day(n, 14)),
    );
  });

  it('withdraws what a new cadence no longer has', () => {
    const { opened, withdrawn } = plan({ ...daily, at: '16:00' });
    expect(opened.map(({ dueAt }) => dueAt)).toEqual([day(20, 16)]);
    expect(withdrawn).toEqual([day(20, 14)]);
  });

  it('withdraws everything that is not due yet once there is no cadence', () => {
    expect(plan(undefined)).toEqual({
      opened: [],
      changed: [],
      withdrawn: [day(20, 14)],
      nextOpenAt: null,
    });
  });

  it('moves what is pending when its day becomes a holiday, and back', () => {
    const calendar = businessCalendar({ name: 'x', dates: ['2026-11-20'] });
    const withWindow = {
      ...daily,
      cadence: 'FREQ=WEEKLY;BYDAY=FR',
      rules: { calendar: 'x', onHoliday: 'next' as const, window: 'P2D' },
    };
    const moved = {
      scheduledAt: day(20, 14),
      opensAt: day(19, 14),
      dueAt: day(21, 14),
      missedAt: day(23, 14),
      movedFrom: day(20, 14),
    };
    const unmoved = pending(20, {
      opensAt: day(18, 14),
      missedAt: day(22, 14),
    });
    expect(plan(withWindow, { calendar, pending: [unmoved] })).toMatchObject({
      changed: [moved],
      withdrawn: [],
    });
    const { withdrawnAt, ...back } = unmoved;
    expect(
      plan(withWindow, { pending: [{ ...moved, withdrawnAt }] }).changed,
    ).toEqual([back]);
  });

  it('takes back what was withdrawn, once', () => {
    const withdrawn = pending(20, { withdrawnAt: day(20, 11) });
    expect(plan(daily, { pending: [withdrawn] }).changed).toEqual([
      occurrence(20),
    ]);
    expect(plan(undefined, { pending: [withdrawn] }).withdrawn).toEqual([]);
  });

  it('says what cannot be used', () => {
    expect(() => plan({ ...daily, cadence: 'FREQ=DAILY;COUNT=3' })).toThrow(
      /declare a start/,
    );
  });
});

describe('canStart', () => {
  it.each([
    ['due', 20, 20, day(20, 12), true],
    ['overdue', 20, 20, day(20, 20), true],
    ['overdue while the next has opened', 20, 21, day(21, 1), true],
    ['missed, and the latest', 20, 20, day(21, 3), true],
    ['missed, with a later one', 20, 21, day(21, 3), false],
  ])('when it is %s', (_when, n, latest, now, expected) => {
    expect(
      canStart(
        { ...occurrence(n), doneAt: null },
        day(latest, 14),
        new Date(now),
      ),
    ).toBe(expected);
  });
});

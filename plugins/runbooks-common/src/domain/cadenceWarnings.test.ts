import { cadenceWarnings } from './cadenceWarnings';

describe('cadenceWarnings', () => {
  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=31', undefined, /without a day 31/],
    ['FREQ=MONTHLY;BYMONTHDAY=1,30,29', undefined, /without a day 29, 30/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', undefined, /BYMONTHDAY=-1/],
    ['FREQ=MONTHLY', '2026-01-31', /without a day 31/],
    ['FREQ=YEARLY', '2028-02-29', /without a day 29/],
    ['FREQ=MONTHLY;BYDAY=SU', undefined, /which SU of the month/],
    ['FREQ=YEARLY;BYDAY=MO,TU', undefined, /which MO, TU of the year/],
  ])('doubts %s from %s', (cadence, start, message) => {
    expect(cadenceWarnings(cadence, start)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=-1', undefined],
    ['FREQ=MONTHLY;BYMONTHDAY=28', undefined],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', undefined],
    ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31', undefined],
    ['FREQ=YEARLY', '2026-01-31'],
    ['FREQ=MONTHLY;BYDAY=1SU', '2026-01-31'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', undefined],
    ['FREQ=WEEKLY;BYDAY=SU', undefined],
    ['FREQ=WEEKLY', '2026-01-31'],
    ['FREQ=DAILY;BYMONTHDAY=1', undefined],
    ['nonsense', undefined],
  ])('has no doubt about %s from %s', (cadence, start) => {
    expect(cadenceWarnings(cadence, start)).toEqual([]);
  });
});

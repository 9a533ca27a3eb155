import { parseCadence } from './cadence';
import { cadenceFromWords } from './cadenceWords';
import { cronToRule } from './cron';

describe('cadenceFromWords', () => {
  it.each([
    ['Daily Tasks', 'FREQ=DAILY'],
    ['Nightly', 'FREQ=DAILY'],
    ['Every morning', 'FREQ=DAILY'],
    ['Every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['Hourly', 'FREQ=HOURLY'],
    ['Every 6 hours', 'FREQ=HOURLY;INTERVAL=6'],
    ['Weekly (Automated + Manual Review)', 'FREQ=WEEKLY'],
    ['Weekly (Sunday)', 'FREQ=WEEKLY;BYDAY=SU'],
    ['Every Monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['Bi-weekly', 'FREQ=WEEKLY;INTERVAL=2'],
    ['Every two weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['Every other week', 'FREQ=WEEKLY;INTERVAL=2'],
    ['Monthly (Manual)', 'FREQ=MONTHLY'],
    ['Monthly, last Friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['First Tuesday of each month', 'FREQ=MONTHLY;BYDAY=1TU'],
    ['Last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['Monthly on the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['Quarterly Maintenance', 'FREQ=MONTHLY;INTERVAL=3'],
    ['Once a quarter', 'FREQ=MONTHLY;INTERVAL=3'],
    ['Twice a year', 'FREQ=MONTHLY;INTERVAL=6'],
    ['Annual audit', 'FREQ=YEARLY'],
  ])('reads %j', (words, rule) => {
    expect(cadenceFromWords(words)).toEqual({ rule, doubt: null });
  });

  it.each(['Deployment', 'Day 1', 'Requests per day', 'Two weeks of holiday'])(
    'finds none in %j',
    words => expect(cadenceFromWords(words)).toBeNull(),
  );

  it('does not choose between two', () => {
    expect(cadenceFromWords('Weekly and monthly tasks')).toEqual({
      rule: null,
      doubt: 'more than one cadence is named',
    });
  });

  it('asks which Sunday of the month', () => {
    expect(cadenceFromWords('Monthly, Sunday 02:00')).toEqual({
      rule: 'FREQ=MONTHLY',
      doubt: 'it does not say which sunday of the month',
    });
  });
});

describe('cronToRule', () => {
  it.each([
    ['30 9 * * 1-5', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '09:30'],
    ['0 2 * * sun', 'FREQ=WEEKLY;BYDAY=SU', '02:00'],
    ['0 2 * * 7', 'FREQ=WEEKLY;BYDAY=SU', '02:00'],
    ['0 4 1 * *', 'FREQ=MONTHLY;BYMONTHDAY=1', '04:00'],
    ['0 4 1 jan,jul *', 'FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,7', '04:00'],
    ['0 */6 * * *', 'FREQ=DAILY;BYHOUR=0,6,12,18;BYMINUTE=0', null],
    ['15 * * * *', 'FREQ=HOURLY;BYMINUTE=15', null],
    ['@weekly', 'FREQ=WEEKLY;BYDAY=SU', '00:00'],
  ])('converts %j', (cron, rule, at) => {
    expect(cronToRule(cron)).toEqual({ rule, at });
  });

  it.each([
    '0 0 13 * 5',
    '60 0 * * *',
    '0 0 * *',
    '* * * * *',
    '0 5-2 * * *',
    'a b c d e',
    '0 0 * * * *',
  ])('does not convert %j', cron => expect(cronToRule(cron)).toBeNull());
});

describe('parseCadence', () => {
  it.each([
    ['FREQ=MONTHLY;BYDAY=1SU', 'FREQ=MONTHLY;BYDAY=1SU', null],
    ['rrule:freq=daily', 'FREQ=DAILY', null],
    ['P2W', 'FREQ=WEEKLY;INTERVAL=2', null],
    ['P1D', 'FREQ=DAILY', null],
    ['PT6H', 'FREQ=HOURLY;INTERVAL=6', null],
    ['0 9 * * 1', 'FREQ=WEEKLY;BYDAY=MO', '09:00'],
    ['weekly', 'FREQ=WEEKLY', null],
  ])('reads %j', (text, rule, at) => {
    expect(parseCadence(text)).toEqual({ rule, doubt: null, at });
  });

  it.each(['FREQ=OFTEN', 'FREQ=DAILY;FREQ=WEEKLY', 'BYDAY=MO', 'P0D', 'soon'])(
    'does not read %j',
    text => expect(parseCadence(text)).toBeNull(),
  );
});

import { occurrences, refusal } from '../__testUtils__/occurrences';

const FRIDAY = '2026-11-20T12:00:00Z';

describe('AWS cron', () => {
  it.each([
    // Examples of the EventBridge user guide.
    ['0 10 * * ? *', ['2026-11-21T10:00Z', '2026-11-22T10:00Z']],
    ['15 12 * * ? *', ['2026-11-20T12:15Z', '2026-11-21T12:15Z']],
    ['0 18 ? * MON-FRI *', ['2026-11-20T18:00Z', '2026-11-23T18:00Z']],
    ['0 8 1 * ? *', ['2026-12-01T08:00Z', '2027-01-01T08:00Z']],
    ['0/15 * * * ? *', ['2026-11-20T12:15Z', '2026-11-20T12:30Z']],
    ['0/10 * ? * MON-FRI *', ['2026-11-20T12:10Z', '2026-11-20T12:20Z']],
    ['0/5 8-17 ? * MON-FRI *', ['2026-11-20T12:05Z', '2026-11-20T12:10Z']],
    ['0/30 20-2 ? * MON-FRI *', ['2026-11-20T20:00Z', '2026-11-20T20:30Z']],
    ['30 0 1 1 ? *', ['2027-01-01T00:30Z', '2028-01-01T00:30Z']],
    ['1/10 12 * * ? *', ['2026-11-20T12:01Z', '2026-11-20T12:11Z']],
    // Minutes come first, and 1 is Sunday.
    ['0 5 ? * * *', ['2026-11-21T05:00Z', '2026-11-22T05:00Z']],
    ['0 5 ? * 1 *', ['2026-11-22T05:00Z', '2026-11-29T05:00Z']],
    ['0 5 ? * 7 *', ['2026-11-21T05:00Z', '2026-11-28T05:00Z']],
    [
      '0 5 ? * FRI-MON *',
      [
        '2026-11-21T05:00Z',
        '2026-11-22T05:00Z',
        '2026-11-23T05:00Z',
        '2026-11-27T05:00Z',
      ],
    ],
    ['0 5 ? NOV-FEB SUN 2026-2027', ['2026-11-22T05:00Z', '2026-11-29T05:00Z']],
    [
      '0 5 28-2 * ? *',
      [
        '2026-11-28T05:00Z',
        '2026-11-29T05:00Z',
        '2026-11-30T05:00Z',
        '2026-12-01T05:00Z',
      ],
    ],
    // L is the last day of the month, and Saturday.
    [
      '0 5 L * ? *',
      [
        '2026-11-30T05:00Z',
        '2026-12-31T05:00Z',
        '2027-01-31T05:00Z',
        '2027-02-28T05:00Z',
      ],
    ],
    ['0 5 ? * L *', ['2026-11-21T05:00Z', '2026-11-28T05:00Z']],
    ['0 5 ? * 6L *', ['2026-11-27T05:00Z', '2026-12-25T05:00Z']],
    ['0 5 ? * FRIL *', ['2026-11-27T05:00Z', '2026-12-25T05:00Z']],
    ['0 5 ? * 5L 2027', ['2027-01-28T05:00Z', '2027-02-25T05:00Z']],
    ['0 5 1,L 12 ? *', ['2026-12-01T05:00Z', '2026-12-31T05:00Z']],
    // W is the nearest weekday within the month: 1 May 2027 is a Saturday, 1 August a Sunday.
    [
      '0 5 1W 5 ? *',
      ['2027-05-03T05:00Z', '2028-05-01T05:00Z', '2029-05-01T05:00Z'],
    ],
    ['0 5 1W 8 ? *', ['2027-08-02T05:00Z', '2028-08-01T05:00Z']],
    [
      '0 5 15W * ? 2027',
      [
        '2027-01-15T05:00Z',
        '2027-02-15T05:00Z',
        '2027-03-15T05:00Z',
        '2027-04-15T05:00Z',
        '2027-05-14T05:00Z',
      ],
    ],
    ['0 5 31W 1 ? *', ['2027-01-29T05:00Z', '2028-01-31T05:00Z']],
    [
      '0 5 LW * ? *',
      [
        '2026-11-30T05:00Z',
        '2026-12-31T05:00Z',
        '2027-01-29T05:00Z',
        '2027-02-26T05:00Z',
      ],
    ],
    // The n-th weekday; a fifth one is not in every month.
    ['15 10 ? * 6#3 *', ['2026-12-18T10:15Z']],
    ['0 5 ? * TUE#2 *', ['2026-12-08T05:00Z', '2027-01-12T05:00Z']],
    ['0 5 ? * 2#5 *', ['2026-11-30T05:00Z', '2027-03-29T05:00Z']],
    // Years end.
    ['0 5 24 12 ? 2026', ['2026-12-24T05:00Z']],
    ['0 5 24 12 ? 2027/2', ['2027-12-24T05:00Z', '2029-12-24T05:00Z']],
    ['0 5 24 12 ? 2020', []],
  ])('cron(%s)', (fields, expected) => {
    const count = Math.max(expected.length, 1);
    expect(occurrences(`cron(${fields})`, FRIDAY, count)).toEqual(expected);
    expect(occurrences(fields, FRIDAY, count, { dialect: 'aws' })).toEqual(
      expected,
    );
  });

  it('ends with 2199', () => {
    expect(occurrences('cron(0 0 1 1 ? *)', '2198-06-01T00:00:00Z', 5)).toEqual(
      ['2199-01-01T00:00Z'],
    );
  });

  it('is meant in the zone that is given', () => {
    expect(
      occurrences('cron(0 5 ? * * *)', FRIDAY, 1, { zone: 'Asia/Kolkata' }),
    ).toEqual(['2026-11-20T23:30Z']);
  });

  it.each([
    ['cron(0 5 * * * *)', /\? in exactly one/],
    ['cron(0 5 ? * ? *)', /\? in exactly one/],
    ['cron(0 5 1 * 1 *)', /\? in exactly one/],
    ['cron(0 5 ? * *)', /six fields, minutes to year; this has 5/],
    ['cron(0 0 5 ? * * *)', /this has 7/],
    ['cron()', /this has 0/],
    ['cron(60 5 ? * * *)', /minute "60"/],
    ['cron(0 24 ? * * *)', /hour "24"/],
    ['cron(0 5 0 * ? *)', /day of month "0"/],
    ['cron(0 5 32W * ? *)', /day of month "32"/],
    ['cron(0 5 ? * 0 *)', /day of week "0" is not 1 to 7 or SUN/],
    ['cron(0 5 ? * 8L *)', /day of week "8"/],
    ['cron(0 5 ? * 3#6 *)', /day of week "3#6"/],
    ['cron(0 5 ? * 3#1,6#3 *)', /must stand alone/],
    ['cron(0 5 ? * 2/2 *)', /AWS allows none there/],
    ['cron(0 5 ? * * 1969)', /year "1969"/],
    ['cron(0 5 ? * * 2200)', /year "2200"/],
    ['cron(0 5 ? * * 2030-2028)', /range from 2030 down to 2028/],
    ['cron(0/60 * ? * * *)', /step of 60/],
    ['cron(0 5 W * ? *)', /day of month "W"/],
    ['cron(0 5 30 2 ? *)', /^never-occurs/],
    ['cron(0 5 29 2 ? 2027)', /^never-occurs/],
    ['cron(0 5 ? * * *', /looks like|none of cron|six fields|minute/],
    ['rate(1 minutes)', /must be rate\(1 minute\)/],
    ['rate(5 minute)', /must be rate\(5 minutes\)/],
    ['rate(0 minutes)', /positive number/],
    ['rate(-5 minutes)', /positive number/],
    ['rate(5 weeks)', /positive number/],
    ['rate(5)', /positive number/],
    ['rate(1 hour)', /^anchor-needed/],
    ['at(2026-02-30T00:00:00)', /no local time/],
    ['every(1 hour)', /.*/],
  ])('refuses %s', (expression, message) => {
    expect(refusal(expression, { dialect: 'aws' })).toMatch(message);
  });
});

describe('AWS rate and at', () => {
  const anchor = new Date('2026-03-07T12:00:00Z');

  it.each([
    ['rate(1 minute)', '2026-03-07T12:01Z', '2026-03-07T12:02Z'],
    ['rate(5 minutes)', '2026-03-07T12:05Z', '2026-03-07T12:10Z'],
    ['rate(1 hour)', '2026-03-07T13:00Z', '2026-03-07T14:00Z'],
    ['rate(2 days)', '2026-03-09T12:00Z', '2026-03-11T12:00Z'],
  ])('%s elapses from the anchor', (expression, first, second) => {
    const options = { anchor, zone: 'America/New_York' };
    expect(occurrences(expression, anchor.toISOString(), 2, options)).toEqual([
      first,
      second,
    ]);
  });

  it('is counted on from an anchor long ago', () => {
    expect(occurrences('rate(5 hours)', FRIDAY, 1, { anchor })).toEqual([
      '2026-11-20T15:00Z',
    ]);
  });

  it('at(...) occurs once, in the zone', () => {
    const at = 'at(2026-11-21T05:00:00)';
    expect(occurrences(at, FRIDAY, 5, { zone: 'Europe/Berlin' })).toEqual([
      '2026-11-21T04:00Z',
    ]);
    expect(occurrences(at, '2026-11-22T00:00:00Z')).toEqual([]);
  });
});

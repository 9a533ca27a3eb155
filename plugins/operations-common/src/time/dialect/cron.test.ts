import { occurrences, refusal } from '../__testUtils__/occurrences';

const FRIDAY = '2026-11-20T12:00:00Z';
const cron = (expression: string, count = 3, zone?: string, from = FRIDAY) =>
  occurrences(expression, from, count, { dialect: 'cron', zone });

describe('Unix cron', () => {
  it.each([
    ['0 5 * * *', ['2026-11-21T05:00Z', '2026-11-22T05:00Z']],
    ['*/20 * * * *', ['2026-11-20T12:20Z', '2026-11-20T12:40Z']],
    ['5/20 12 * * *', ['2026-11-20T12:05Z', '2026-11-20T12:25Z']],
    ['10-40/15 12 * * *', ['2026-11-20T12:10Z', '2026-11-20T12:25Z']],
    ['0 0 1,15 * *', ['2026-12-01T00:00Z', '2026-12-15T00:00Z']],
    [
      '0 0 31 * *',
      ['2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-03-31T00:00Z'],
    ],
    ['0 0 29 2 *', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['0 9 * * MON-FRI', ['2026-11-23T09:00Z', '2026-11-24T09:00Z']],
    ['0 9 * jan,Jul sun', ['2027-01-03T09:00Z', '2027-01-10T09:00Z']],
    ['0 0 * * 0', ['2026-11-22T00:00Z', '2026-11-29T00:00Z']],
    ['0 0 * * 7', ['2026-11-22T00:00Z', '2026-11-29T00:00Z']],
    [
      '0 0 * * 5-7',
      ['2026-11-21T00:00Z', '2026-11-22T00:00Z', '2026-11-27T00:00Z'],
    ],
    [
      '0 0 * * */2',
      ['2026-11-21T00:00Z', '2026-11-22T00:00Z', '2026-11-24T00:00Z'],
    ],
    ['30 15 12 * * *', ['2026-11-20T12:15:30Z', '2026-11-21T12:15:30Z']],
    ['*/30 0 12 * * *', ['2026-11-20T12:00:30Z', '2026-11-21T12:00Z']],
    ['@hourly', ['2026-11-20T13:00Z', '2026-11-20T14:00Z']],
    ['@daily', ['2026-11-21T00:00Z']],
    ['@midnight', ['2026-11-21T00:00Z']],
    ['@weekly', ['2026-11-22T00:00Z']],
    ['@monthly', ['2026-12-01T00:00Z']],
    ['@yearly', ['2027-01-01T00:00Z']],
    ['@annually', ['2027-01-01T00:00Z']],
  ])('%s', (expression, expected) => {
    expect(cron(expression, expected.length)).toEqual(expected);
  });

  it('takes either day when both are restricted, and both when one is not', () => {
    expect(cron('0 0 13 * 5', 4)).toEqual([
      '2026-11-27T00:00Z',
      '2026-12-04T00:00Z',
      '2026-12-11T00:00Z',
      '2026-12-13T00:00Z',
    ]);
    // Every second day restricts, every day does not, however it is written.
    expect(cron('0 0 */10 * 1', 3)).toEqual([
      '2026-11-21T00:00Z',
      '2026-11-23T00:00Z',
      '2026-11-30T00:00Z',
    ]);
    expect(cron('0 0 */1 * 1', 2)).toEqual([
      '2026-11-23T00:00Z',
      '2026-11-30T00:00Z',
    ]);
    expect(cron('0 0 13 * *', 1)).toEqual(['2026-12-13T00:00Z']);
  });

  it('is strictly after the instant', () => {
    expect(cron('0 12 * * *', 1)).toEqual(['2026-11-21T12:00Z']);
    expect(cron('0 12 * * *', 1, 'UTC', '2026-11-20T11:59:59.999Z')).toEqual([
      '2026-11-20T12:00Z',
    ]);
  });

  it('takes its zone from the expression before any other', () => {
    for (const prefix of ['CRON_TZ', 'TZ']) {
      expect(
        cron(`${prefix}=Asia/Kolkata 0 5 * * *`, 1, 'Europe/Berlin'),
      ).toEqual(['2026-11-20T23:30Z']);
    }
    expect(cron('0 5 * * *', 1, 'Europe/Berlin')).toEqual([
      '2026-11-21T04:00Z',
    ]);
    expect(refusal('CRON_TZ=Mars/Olympus 0 5 * * *')).toMatch(
      /^unknown-zone: "Mars\/Olympus"/,
    );
    expect(refusal('CRON_TZ=+02:00 0 5 * * *')).toMatch(/^unknown-zone/);
  });

  it('counts @every from the anchor', () => {
    const anchor = new Date('2026-11-20T12:00:10Z');
    expect(
      occurrences('@every 1h30m', anchor.toISOString(), 2, { anchor }),
    ).toEqual(['2026-11-20T13:30:10Z', '2026-11-20T15:00:10Z']);
    expect(refusal('@every 1h30m')).toMatch(/^anchor-needed/);
    expect(refusal('@every 500ms', { anchor })).toMatch(/whole seconds/);
    expect(refusal('@every soon', { anchor })).toMatch(/whole seconds/);
  });

  it.each([
    ['0 0 30 2 *', /^never-occurs/],
    ['0 0 31 4,6,9,11 *', /^never-occurs/],
    ['60 * * * *', /minute "60" is not 0 to 59/],
    ['* 24 * * *', /hour "24"/],
    ['* * 0 * *', /day of month "0"/],
    ['* * * 13 *', /month "13" is not 1 to 12 or JAN/],
    ['* * * * 8', /day of week "8"/],
    ['* * * * FRIDAY', /day of week "FRIDAY"/],
    ['* * * * FRI-MON', /range from 5 down to 1/],
    ['5-1 * * * *', /range from 5 down to 1/],
    ['*/0 * * * *', /step of 0/],
    ['1,,2 * * * *', /minute "1,,2"/],
    ['-5 * * * *', /minute "-5"/],
    ['1.5 * * * *', /minute "1.5"/],
    ['0 0 ? * 1', /does not know "\?"/],
    ['0 0 L * *', /does not know "L"/],
    ['0 0 15W * *', /does not know "15W"/],
    ['0 0 * * 5#3', /does not know "5#3"/],
    ['@reboot', /@reboot is no time/],
    ['@fortnightly', /not one of @hourly/],
    ['* * * *', /has 4 fields/],
    ['0 0 0 1 1 * 2026', /has 7 fields/],
    ['', /empty/],
    ['   ', /empty/],
    ['rubbish', /has 1 fields/],
  ])('refuses %j', (expression, message) => {
    expect(refusal(expression, { dialect: 'cron' })).toMatch(message);
  });
});

describe('where the clocks change', () => {
  const newYork = (expression: string, from: string, count: number) =>
    cron(expression, count, 'America/New_York', from);
  const BEFORE_GAP = '2026-03-08T05:30:00Z';
  const BEFORE_OVERLAP = '2026-11-01T03:30:00Z';

  it('runs what falls into the gap at its end, once', () => {
    expect(newYork('30 2 * * *', BEFORE_GAP, 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
    expect(newYork('*/15 2,3 * * *', BEFORE_GAP, 4)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-08T07:15Z',
      '2026-03-08T07:30Z',
      '2026-03-08T07:45Z',
    ]);
  });

  it('runs what is repeated at the first of both', () => {
    expect(newYork('30 1 * * *', BEFORE_OVERLAP, 2)).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ]);
  });

  it.each([
    ['0 * * * *', 60],
    ['20 * * * *', 60],
    ['*/15 * * * *', 15],
    ['0 0-23 * * *', 60],
    ['* * * * *', 1],
  ])('%s neither loses an hour nor doubles one', (expression, minutes) => {
    for (const from of [BEFORE_GAP, BEFORE_OVERLAP]) {
      const times = newYork(expression, from, 400 / minutes).map(Date.parse);
      const steps = times.slice(1).map((time, n) => (time - times[n]) / 60_000);
      expect(new Set(steps)).toEqual(new Set([minutes]));
    }
  });

  it('goes on into the second pass from the end of the first', () => {
    const AT_1_45 = '2026-11-01T05:45:00Z';
    expect(newYork('*/15 * * * *', AT_1_45, 2)).toEqual([
      '2026-11-01T06:00Z',
      '2026-11-01T06:15Z',
    ]);
    expect(
      occurrences('30 1 * * *', AT_1_45, 2, {
        zone: 'America/New_York',
        policy: { overlap: 'both' },
      }),
    ).toEqual(['2026-11-01T06:30Z', '2026-11-02T06:30Z']);
  });

  it('shifts Lord Howe by half an hour', () => {
    const howe = (expression: string, from: string, count: number) =>
      cron(expression, count, 'Australia/Lord_Howe', from);
    // 02:00 to 02:30 is skipped on 4 October 2026.
    expect(howe('0 * * * *', '2026-10-03T14:00:00Z', 3)).toEqual([
      '2026-10-03T14:30Z',
      '2026-10-03T15:30Z',
      '2026-10-03T16:00Z',
    ]);
    expect(howe('*/15 * * * *', '2026-10-03T15:00:00Z', 3)).toEqual([
      '2026-10-03T15:15Z',
      '2026-10-03T15:30Z',
      '2026-10-03T15:45Z',
    ]);
  });

  it('lets the policy be overridden', () => {
    const gap = (policy: 'skip' | 'shift') =>
      occurrences('30 2 * * *', BEFORE_GAP, 1, {
        zone: 'America/New_York',
        policy: { gap: policy },
      });
    expect(gap('skip')).toEqual(['2026-03-09T06:30Z']);
    expect(gap('shift')).toEqual(['2026-03-08T07:30Z']);
    const overlap = (policy: 'last' | 'both') =>
      occurrences('0,30 1 * * *', BEFORE_OVERLAP, 5, {
        zone: 'America/New_York',
        policy: { overlap: policy },
      });
    expect(overlap('last').slice(0, 3)).toEqual([
      '2026-11-01T06:00Z',
      '2026-11-01T06:30Z',
      '2026-11-02T06:00Z',
    ]);
    expect(overlap('both')).toEqual([
      '2026-11-01T05:00Z',
      '2026-11-01T05:30Z',
      '2026-11-01T06:00Z',
      '2026-11-01T06:30Z',
      '2026-11-02T06:00Z',
    ]);
  });

  it('knows the day that Samoa left out', () => {
    expect(
      cron('0 9 * * *', 3, 'Pacific/Apia', '2011-12-28T20:00:00Z'),
    ).toEqual(['2011-12-29T19:00Z', '2011-12-30T10:00Z', '2011-12-30T19:00Z']);
  });
});

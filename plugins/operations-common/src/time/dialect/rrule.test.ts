import { occurrences, refusal } from '../__testUtils__/occurrences';
import { parseSchedule } from '../schedule';

const FROM = '2026-11-20T12:00:00Z';
const anchor = new Date(FROM);
const next = (lines: string[], count = 3, zone?: string, from = FROM) =>
  occurrences(lines.join('\n'), from, count, { zone, anchor });

describe('RRULE', () => {
  it('takes its start from the anchor, in whole seconds, and does not repeat it', () => {
    expect(
      occurrences('FREQ=DAILY', FROM, 2, {
        anchor: new Date('2026-11-20T12:00:00.900Z'),
      }),
    ).toEqual(['2026-11-21T12:00Z', '2026-11-22T12:00Z']);
    expect(next(['RRULE:FREQ=WEEKLY;BYDAY=MO'], 1, 'Asia/Kolkata')).toEqual([
      '2026-11-23T12:00Z',
    ]);
  });

  it.each([
    ['DTSTART;TZID=Europe/Berlin:20261120T060000', 'Europe/Berlin', '05:00Z'],
    ['DTSTART;TZID="Europe/Berlin":20261120T060000', 'Europe/Berlin', '05:00Z'],
    ['DTSTART:20261120T060000Z', 'UTC', '06:00Z'],
    // A floating time is meant in the zone that is given.
    ['DTSTART:20261120T060000', 'Asia/Kolkata', '00:30Z'],
    ['DTSTART;VALUE=DATE:20261120', 'Asia/Kolkata', '18:30Z'],
  ])('of %s is in %s', (start, zone, time) => {
    const text = `${start}\nRRULE:FREQ=DAILY`;
    const options = { zone: 'Asia/Kolkata' };
    expect(parseSchedule(text, options).zone).toBe(zone);
    const [first] = occurrences(text, '2026-11-22T00:00:00Z', 1, options);
    expect(first).toBe(`2026-11-22T${time}`);
  });

  it('may be parted by a written \\n, folded, and in any case and order', () => {
    const expected = ['2026-11-21T06:00Z', '2026-11-22T06:00Z'];
    for (const text of [
      'DTSTART:20261120T060000Z\\nRRULE:FREQ=DAILY',
      'RRULE:FREQ=DAILY\r\nDTSTART:20261120T060000Z\r\n',
      'dtstart:20261120t060000z\nfreq=daily;interval=1;',
      'DTSTART:20261120T06\n 0000Z\nRRULE:FREQ=DAILY;\n INTERVAL=1',
    ]) {
      expect(occurrences(text, FROM, 2)).toEqual(expected);
    }
  });

  it('leaves out EXDATE and adds RDATE, in any zone', () => {
    expect(
      next(
        [
          'DTSTART;TZID=America/New_York:20261120T090000',
          'RRULE:FREQ=DAILY',
          'EXDATE;TZID=America/New_York:20261121T090000,20261122T090000',
          'EXDATE:20261123T140000Z',
          'EXDATE;TZID=Europe/Berlin:20261124T150000',
          'RDATE;TZID=Europe/Berlin:20261121T120000',
          'RDATE;VALUE=PERIOD:20261122T100000Z/PT1H',
        ],
        4,
      ),
    ).toEqual([
      '2026-11-20T14:00Z',
      '2026-11-21T11:00Z',
      '2026-11-22T10:00Z',
      '2026-11-25T14:00Z',
    ]);
    expect(
      next(['DTSTART:20261121T000000Z', 'RDATE:20261125T000000Z'], 5),
    ).toEqual(['2026-11-21T00:00Z', '2026-11-25T00:00Z']);
    expect(
      next(
        [
          'DTSTART;VALUE=DATE:20261121',
          'RRULE:FREQ=DAILY;COUNT=3',
          'EXDATE;VALUE=DATE:20261122',
        ],
        5,
      ),
    ).toEqual(['2026-11-21T00:00Z', '2026-11-23T00:00Z']);
  });

  it('counts what EXDATE leaves out', () => {
    expect(
      next(
        [
          'DTSTART:20261121T000000Z',
          'RRULE:FREQ=DAILY;COUNT=3',
          'EXDATE:20261121T000000Z',
        ],
        5,
      ),
    ).toEqual(['2026-11-22T00:00Z', '2026-11-23T00:00Z']);
  });

  it.each([
    ['UNTIL=20261122T060000Z', 2],
    ['UNTIL=20261122T055959Z', 1],
    ['UNTIL=20261122T070000', 2],
    ['UNTIL=20261122T065959', 1],
  ])('ends with %s, inclusively', (until, count) => {
    const lines = [
      'DTSTART;TZID=Europe/Berlin:20261120T070000',
      `RRULE:FREQ=DAILY;${until}`,
    ];
    expect(next(lines, 5)).toHaveLength(count);
  });

  it('has ended, and that is no error', () => {
    expect(next(['FREQ=DAILY;UNTIL=20200101T000000Z'])).toEqual([]);
    expect(
      next(['DTSTART:20200101T000000Z', 'RRULE:FREQ=DAILY;COUNT=2']),
    ).toEqual([]);
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['11-30', '12-31', '01-31', '02-28']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['12-31', '01-31', '03-31', '05-31']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['02-29', '02-29']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['11-30', '12-31']],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR', ['01-01', '12-31']],
    ['FREQ=YEARLY;BYYEARDAY=-1', ['12-31', '12-31']],
    ['FREQ=YEARLY;BYDAY=-1FR', ['12-25', '12-31']],
    ['FREQ=MONTHLY;INTERVAL=3', ['02-20', '05-20']],
  ])('%s', (rule, expected) => {
    expect(
      next([rule], expected.length).map(each => each.slice(5, 10)),
    ).toEqual(expected);
  });

  it('follows the policy where the clocks change', () => {
    const daily = (from: string, time: string) =>
      next(
        [`DTSTART;TZID=America/New_York:20260101T${time}`, 'RRULE:FREQ=DAILY'],
        2,
        undefined,
        from,
      );
    expect(daily('2026-03-08T00:00:00Z', '023000')).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
    expect(daily('2026-11-01T00:00:00Z', '013000')).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ]);
    // As RFC 5545 has it.
    expect(
      occurrences(
        'DTSTART;TZID=America/New_York:20260101T023000\nRRULE:FREQ=DAILY',
        '2026-03-08T00:00:00Z',
        1,
        { policy: { gap: 'skip' } },
      ),
    ).toEqual(['2026-03-09T06:30Z']);
  });

  it('of hours elapses, but with BYHOUR it names times of day', () => {
    const begin = 'DTSTART;TZID=America/New_York:20260307T233000';
    expect(
      next(
        [begin, 'RRULE:FREQ=HOURLY;INTERVAL=2'],
        3,
        undefined,
        '2026-03-08T05:00:00Z',
      ),
    ).toEqual(['2026-03-08T06:30Z', '2026-03-08T08:30Z', '2026-03-08T10:30Z']);
    expect(
      next(
        [begin, 'RRULE:FREQ=HOURLY;BYHOUR=2'],
        2,
        undefined,
        '2026-03-08T05:00:00Z',
      ),
    ).toEqual(['2026-03-08T07:00Z', '2026-03-09T06:30Z']);
  });

  it.each([
    ['FREQ=DAILY;COUNT=3;UNTIL=20261224T000000Z', /both COUNT and UNTIL/],
    ['FREQ=DAILY;FREQ=WEEKLY', /FREQ twice/],
    ['FREQ=FORTNIGHTLY', /FREQ=FORTNIGHTLY is none of/],
    ['RRULE:INTERVAL=2', /no FREQ/],
    ['FREQ=DAILY;X-FOO=1', /no part "X-FOO"/],
    ['FREQ=DAILY;RSCALE=HEBREW', /no part "RSCALE"/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL=0/],
    ['FREQ=DAILY;INTERVAL=-1', /INTERVAL=-1/],
    ['FREQ=DAILY;COUNT=0', /COUNT=0/],
    ['FREQ=DAILY;BYHOUR=24', /"24" is not 0 to 23/],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /"32" is not 1 to 31 or -31 to -1/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /"0" is not/],
    ['FREQ=YEARLY;BYMONTH=13', /"13"/],
    ['FREQ=WEEKLY;BYDAY=XX', /"XX" is no weekday/],
    ['FREQ=WEEKLY;BYDAY=', /no part such as/],
    ['FREQ=WEEKLY;BYDAY=2MO', /needs FREQ=MONTHLY or YEARLY/],
    ['FREQ=MONTHLY;BYDAY=0MO', /"0MO"/],
    ['FREQ=WEEKLY;BYMONTHDAY=1', /BYMONTHDAY cannot/],
    ['FREQ=MONTHLY;BYYEARDAY=1', /BYYEARDAY cannot/],
    ['FREQ=MONTHLY;BYWEEKNO=1', /BYWEEKNO needs/],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', /beside BYWEEKNO/],
    ['FREQ=MONTHLY;BYSETPOS=1', /BYSETPOS needs/],
    ['FREQ=WEEKLY;WKST=XX', /WKST=XX/],
    ['FREQ=DAILY;UNTIL=20260230T000000Z', /UNTIL=20260230T000000Z/],
    ['FREQ=DAILY;UNTIL=20261224', /UNTIL is a date/],
    ['FREQ=DAILY;UNTIL=soon', /UNTIL=SOON/],
    ['RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY', /RRULE is there twice/],
    ['DTSTART:20261120T000000Z\nDTSTART:20261121T000000Z', /DTSTART is there/],
    ['DTSTART:20260230T000000Z\nRRULE:FREQ=DAILY', /no time that exists/],
    ['DTSTART;TZID=Mars/Base:20260101T000000\nFREQ=DAILY', /^unknown-zone/],
    ['DTSTART;TZID=Asia/Kolkata:20260101T000000Z\nFREQ=DAILY', /and UTC/],
    ['EXRULE:FREQ=DAILY\nRRULE:FREQ=DAILY', /"EXRULE" is none of/],
    [
      'DTSTART:20261120T000000Z\nFREQ=DAILY\nEXDATE;VALUE=DATE:20261121',
      /EXDATE is a date/,
    ],
    ['EXDATE:20261121T000000Z', /neither an RRULE nor an RDATE/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /^never-occurs/],
    ['FREQ=MINUTELY;INTERVAL=2;BYHOUR=3;BYMINUTE=1', /^never-occurs/],
  ])('refuses %j', (text, message) => {
    expect(refusal(text, { anchor })).toMatch(message);
  });

  it('needs a beginning', () => {
    expect(refusal('FREQ=DAILY')).toMatch(/^anchor-needed/);
    expect(refusal('DTSTART:20261120T000000Z\nFREQ=DAILY')).toBe('not refused');
  });
});

import { occurrences, refusal } from '../__testUtils__/occurrences';

const iso = (expression: string, from: string, count: number, zone?: string) =>
  occurrences(expression, from, count, { anchor: new Date(from), zone });

describe('ISO-8601 durations', () => {
  it.each([
    ['PT15M', '2026-11-20T12:15Z', '2026-11-20T12:30Z'],
    ['PT1.5H', '2026-11-20T13:30Z', '2026-11-20T15:00Z'],
    ['P1D', '2026-11-21T12:00Z', '2026-11-22T12:00Z'],
    ['P2W', '2026-12-04T12:00Z', '2026-12-18T12:00Z'],
    ['P1Y', '2027-11-20T12:00Z', '2028-11-20T12:00Z'],
    ['P1DT12H', '2026-11-22T00:00Z', '2026-11-23T12:00Z'],
    ['p1m', '2026-12-20T12:00Z', '2027-01-20T12:00Z'],
  ])('%s', (expression, first, second) => {
    expect(iso(expression, '2026-11-20T12:00:00Z', 2)).toEqual([first, second]);
  });

  it('count months from the anchor, so that a short one moves no other', () => {
    expect(iso('P1M', '2027-01-31T10:00:00Z', 4)).toEqual([
      '2027-02-28T10:00Z',
      '2027-03-31T10:00Z',
      '2027-04-30T10:00Z',
      '2027-05-31T10:00Z',
    ]);
    expect(iso('P1Y', '2028-02-29T10:00:00Z', 4)).toEqual([
      '2029-02-28T10:00Z',
      '2030-02-28T10:00Z',
      '2031-02-28T10:00Z',
      '2032-02-29T10:00Z',
    ]);
  });

  it('keep the time of day for days, and elapse for hours', () => {
    const from = '2026-03-07T07:30:00Z';
    expect(iso('P1D', from, 2, 'America/New_York')).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
    expect(iso('PT24H', from, 2, 'America/New_York')).toEqual([
      '2026-03-08T07:30Z',
      '2026-03-09T07:30Z',
    ]);
  });

  it('go on from an anchor long ago', () => {
    const anchor = new Date('2000-01-31T00:00:00Z');
    expect(occurrences('P1M', '2026-11-20T12:00:00Z', 2, { anchor })).toEqual([
      '2026-11-30T00:00Z',
      '2026-12-31T00:00Z',
    ]);
  });

  it.each([
    ['P1D', undefined, /^anchor-needed/],
    ['P0D', '2026-11-20', /not a positive/],
    ['-P1D', '2026-11-20', /not a positive/],
    ['P1DT-1H', '2026-11-20', /negative/],
    ['P1.5D', '2026-11-20', /fraction/],
    ['P', '2026-11-20', /not a positive/],
    ['P1H', '2026-11-20', /not a positive/],
    ['PT', '2026-11-20', /not a positive/],
  ])('refuses %s', (expression, anchor, message) => {
    expect(
      refusal(expression, {
        dialect: 'iso',
        anchor: anchor === undefined ? undefined : new Date(anchor),
      }),
    ).toMatch(message);
  });
});

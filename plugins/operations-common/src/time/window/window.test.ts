import fc from 'fast-check';
import { parseSchedule } from '../schedule';
import {
  contains,
  intervalAt,
  intervalsBetween,
  nextInterval,
  overlaps,
  parseWindow,
  windowOf,
} from './window';

const at = (text: string) => new Date(text);
const said = (intervals: readonly { start: Date; end: Date }[]) =>
  intervals.map(({ start, end }) =>
    [start, end].map(each => each.toISOString().slice(0, 16)).join(' '),
  );

describe('a window', () => {
  it('wraps midnight', () => {
    const night = parseWindow('22:00-06:00');
    expect(contains(night, at('2026-11-20T21:59:59.999Z'))).toBe(false);
    expect(contains(night, at('2026-11-20T22:00:00Z'))).toBe(true);
    expect(contains(night, at('2026-11-21T05:59:59.999Z'))).toBe(true);
    expect(contains(night, at('2026-11-21T06:00:00Z'))).toBe(false);
  });

  it('wraps the week', () => {
    const weekend = parseWindow('sat:23:00-sun:01:00');
    const [now] = said([intervalAt(weekend, at('2026-11-22T00:30:00Z'))!]);
    expect(now).toBe('2026-11-21T23:00 2026-11-22T01:00');
    const long = parseWindow('sat:12:00-mon:12:00');
    expect(contains(long, at('2026-11-23T11:59:00Z'))).toBe(true);
    expect(contains(long, at('2026-11-20T12:00:00Z'))).toBe(false);
  });

  it('says which comes next, and which lie between', () => {
    const window = parseWindow('sun:02:00-sun:04:00');
    const during = at('2026-11-22T03:00:00Z');
    expect(said([nextInterval(window, during)!])).toEqual([
      '2026-11-29T02:00 2026-11-29T04:00',
    ]);
    expect(
      said(intervalsBetween(window, during, at('2026-11-30T00:00:00Z'))),
    ).toEqual([
      '2026-11-22T02:00 2026-11-22T04:00',
      '2026-11-29T02:00 2026-11-29T04:00',
    ]);
  });

  it('is an hour shorter or longer when the clocks change', () => {
    const night = parseWindow('22:00-06:00', 'America/New_York');
    expect(said([nextInterval(night, at('2026-03-07T12:00:00Z'))!])).toEqual([
      '2026-03-08T03:00 2026-03-08T10:00',
    ]);
    expect(said([nextInterval(night, at('2026-10-31T12:00:00Z'))!])).toEqual([
      '2026-11-01T02:00 2026-11-01T11:00',
    ]);
  });

  it('is not there when the clocks skip it as a whole', () => {
    const skipped = parseWindow('02:00-03:00', 'America/New_York');
    expect(said([nextInterval(skipped, at('2026-03-08T05:00:00Z'))!])).toEqual([
      '2026-03-09T06:00 2026-03-09T07:00',
    ]);
  });

  it('can follow any schedule', () => {
    const monthly = parseSchedule('0 2 * * 0', { zone: 'Europe/Berlin' });
    const window = windowOf(monthly, 'PT2H');
    expect(contains(window, at('2026-11-22T02:30:00Z'))).toBe(true);
    expect(contains(window, at('2026-11-22T03:00:00Z'))).toBe(false);
    expect(() => windowOf(monthly, 'P2M')).toThrow(/31 days/);
  });

  it('finds what two have in common', () => {
    const backup = parseWindow('03:30-04:30');
    const maintenance = parseWindow('sun:02:00-sun:04:00');
    const [from, to] = [at('2026-11-20T00:00:00Z'), at('2026-11-27T00:00:00Z')];
    expect(said(overlaps(backup, maintenance, from, to))).toEqual([
      '2026-11-22T03:30 2026-11-22T04:00',
    ]);
    expect(overlaps(parseWindow('04:00-05:00'), maintenance, from, to)).toEqual(
      [],
    );
  });

  it('is open exactly between the ends that it lists', () => {
    const minute = fc.integer({ min: 0, max: 7 * 24 * 60 - 1 });
    const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const moment = (value: number) =>
      [
        names[Math.floor(value / 1440)],
        String(Math.floor(value / 60) % 24).padStart(2, '0'),
        String(value % 60).padStart(2, '0'),
      ].join(':');
    fc.assert(
      fc.property(minute, minute, minute, (start, end, probe) => {
        const week = 7 * 24 * 60;
        const length = (end - start + week) % week;
        fc.pre(length >= 30);
        const window = parseWindow(`${moment(start)}-${moment(end)}`);
        // 15 November 2026 is a Sunday.
        const instant = new Date(Date.UTC(2026, 10, 15) + probe * 60_000);
        expect(contains(window, instant)).toBe(
          (probe - start + week) % week < length,
        );
      }),
      { numRuns: 500 },
    );
  });
});

import { spawnSync } from 'child_process';
import fc from 'fast-check';
import { join } from 'path';
import { CalendarTimeWindow } from '../openslo/types';
import { calendarPeriodAt, resolveWindow, windowSeconds } from './window';

function calendar(
  timeZone: string,
  startTime: string,
  duration: string,
): CalendarTimeWindow {
  return { type: 'calendar', timeZone, startTime, duration };
}

function periodAt(window: CalendarTimeWindow, instant: string) {
  const period = calendarPeriodAt(window, new Date(instant));
  return (
    period && {
      index: period.index,
      from: period.from.toISOString().replace(':00.000Z', 'Z'),
      hours: (period.to.getTime() - period.from.getTime()) / 3_600_000,
    }
  );
}

describe('calendarPeriodAt', () => {
  it.each([
    // A day in New York has 23 hours on 8 March 2026 and 25 on 1 November.
    [
      'America/New_York',
      '2026-01-01T00:00:00',
      'P1D',
      '2026-03-08T12:00:00Z',
      66,
      '2026-03-08T05:00Z',
      23,
    ],
    [
      'America/New_York',
      '2026-01-01T00:00:00',
      'P1D',
      '2026-11-01T12:00:00Z',
      304,
      '2026-11-01T04:00Z',
      25,
    ],
    [
      'America/New_York',
      '2026-01-01T00:00:00',
      'P1D',
      '2026-07-01T03:59:59Z',
      180,
      '2026-06-30T04:00Z',
      24,
    ],
    // Half an hour on Lord Howe Island.
    [
      'Australia/Lord_Howe',
      '2026-01-01T00:00:00',
      'P1D',
      '2026-04-05T00:00:00Z',
      94,
      '2026-04-04T13:00Z',
      24.5,
    ],
    // A month from the 31st ends on shorter months' last day, and comes back.
    [
      'UTC',
      '2026-01-31T00:00:00',
      'P1M',
      '2026-02-15T00:00:00Z',
      0,
      '2026-01-31T00:00Z',
      28 * 24,
    ],
    [
      'UTC',
      '2026-01-31T00:00:00',
      'P1M',
      '2026-03-01T00:00:00Z',
      1,
      '2026-02-28T00:00Z',
      31 * 24,
    ],
    [
      'UTC',
      '2026-01-31T00:00:00',
      'P1M',
      '2026-04-01T00:00:00Z',
      2,
      '2026-03-31T00:00Z',
      30 * 24,
    ],
    [
      'UTC',
      '2024-01-31T00:00:00',
      'P1M',
      '2024-03-01T00:00:00Z',
      1,
      '2024-02-29T00:00Z',
      31 * 24,
    ],
    [
      'UTC',
      '2024-02-29T00:00:00',
      'P1Y',
      '2028-03-01T00:00:00Z',
      4,
      '2028-02-29T00:00Z',
      365 * 24,
    ],
    // OpenSLO 1Q is three months, 1w a week from the anchor's weekday and hour.
    [
      'UTC',
      '2026-01-01T00:00:00',
      'P3M',
      '2026-11-20T00:00:00Z',
      3,
      '2026-10-01T00:00Z',
      92 * 24,
    ],
    [
      'America/New_York',
      '2022-01-01T12:00:00',
      'P1W',
      '2026-03-10T00:00:00Z',
      218,
      '2026-03-07T17:00Z',
      167,
    ],
    // Hours are elapsed time, whatever the clocks do.
    [
      'America/New_York',
      '2026-03-08T00:00:00',
      'PT12H',
      '2026-03-08T18:00:00Z',
      1,
      '2026-03-08T17:00Z',
      12,
    ],
  ])(
    '%s from %s, %s: at %s',
    (zone, start, duration, instant, index, from, hours) => {
      expect(periodAt(calendar(zone, start, duration), instant)).toEqual({
        index,
        from,
        hours,
      });
    },
  );

  it('takes a skipped local time an hour later', () => {
    const daily = calendar('America/New_York', '2026-03-01T02:30:00', 'P1D');
    expect(periodAt(daily, '2026-03-08T08:00:00Z')).toMatchObject({
      from: '2026-03-08T07:30Z', // 03:30 EDT
    });
  });

  it.each(['2026-01-01T01:30:00', '2026-07-01T01:30:00'])(
    'takes the first of two equal local times, anchored at %s',
    anchor => {
      const daily = calendar('America/New_York', anchor, 'P1D');
      expect(periodAt(daily, '2026-11-01T06:00:00Z')).toMatchObject({
        from: '2026-11-01T05:30Z', // 01:30 EDT, not EST
        hours: 25,
      });
    },
  );

  it('knows no period before the anchor', () => {
    const monthly = calendar('UTC', '2026-06-01T00:00:00', 'P1M');
    expect(periodAt(monthly, '2026-05-31T23:59:59Z')).toBeUndefined();
    expect(periodAt(monthly, '2026-06-01T00:00:00Z')).toMatchObject({
      index: 0,
    });
  });

  it('lays periods without gap or overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'America/New_York',
          'Europe/London',
          'Asia/Kathmandu',
          'Pacific/Apia',
          'America/Sao_Paulo',
        ),
        fc.constantFrom(
          '2011-12-30T02:15:00',
          '2016-02-29T00:00:00',
          '2018-10-31T23:59:59',
        ),
        fc.constantFrom('P1D', 'P1W', 'P1M', 'P3M', 'P1Y', 'PT5H', 'P2W'),
        fc.date({
          min: new Date('2019-01-01'),
          max: new Date('2035-01-01'),
          noInvalidDate: true,
        }),
        (zone, start, duration, instant) => {
          const window = calendar(zone, start, duration);
          const period = calendarPeriodAt(window, instant)!;
          expect(period.from.getTime()).toBeLessThanOrEqual(instant.getTime());
          expect(period.to.getTime()).toBeGreaterThan(instant.getTime());
          const next = calendarPeriodAt(window, period.to)!;
          expect([next.index, next.from]).toEqual([
            period.index + 1,
            period.to,
          ]);
        },
      ),
    );
  });

  it('refuses anchors and zones that do not exist', () => {
    expect(() =>
      periodAt(
        calendar('Mars/Olympus', '2026-01-01T00:00:00', 'P1D'),
        '2026-02-01T00:00:00Z',
      ),
    ).toThrow('"Mars/Olympus" is not valid');
    expect(() =>
      periodAt(
        calendar('UTC', '2026-13-01T00:00:00', 'P1D'),
        '2026-02-01T00:00:00Z',
      ),
    ).toThrow('not valid');
  });

  it('gives the same periods in every time zone of the host', () => {
    const outputs = ['UTC', 'Pacific/Chatham', 'America/New_York'].map(TZ => {
      const run = spawnSync(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          join(__dirname, '__testUtils__', 'calendarPeriods.ts'),
        ],
        { env: { ...process.env, TZ }, encoding: 'utf8' },
      );
      expect([run.status, run.stderr]).toEqual([0, '']);
      return run.stdout;
    });
    const [utc, ...others] = outputs;
    expect(utc.split('\n')).toHaveLength(4 * 320);
    expect(utc).toContain('2026-11-01T05:30:00.000Z');
    for (const other of others) expect(other).toBe(utc);
  }, 60_000);
});

describe('resolveWindow', () => {
  const now = new Date('2026-05-04T12:03:20Z');

  it('ends rolling windows at the last whole slice', () => {
    const window = resolveWindow(
      { type: 'rolling', duration: 'P30D' },
      now,
      300,
    );
    expect(window).toEqual({
      type: 'rolling',
      from: new Date('2026-04-04T12:00:00Z'),
      to: new Date('2026-05-04T12:00:00Z'),
      end: new Date('2026-05-04T12:00:00Z'),
    });
  });

  it('counts rolling months as 30 days and years as 365', () => {
    const days = (duration: string) => {
      const window = resolveWindow({ type: 'rolling', duration }, now, 60);
      return window.type === 'pending' ? NaN : windowSeconds(window) / 86_400;
    };
    expect([days('P1M'), days('P3M'), days('P1Y'), days('P4W')]).toEqual([
      30, 90, 365, 28,
    ]);
  });

  it('keeps the end of calendar windows and where they have come to', () => {
    const monthly = calendar('Europe/Berlin', '2026-01-01T00:00:00', 'P1M');
    expect(resolveWindow(monthly, now, 300)).toEqual({
      type: 'calendar',
      from: new Date('2026-04-30T22:00:00Z'),
      to: new Date('2026-05-04T12:00:00Z'),
      end: new Date('2026-05-31T22:00:00Z'),
    });
  });

  it('says when a calendar window begins that has not', () => {
    const later = calendar('Europe/Berlin', '2026-06-01T00:00:00', 'P1M');
    expect(resolveWindow(later, now, 300)).toEqual({
      type: 'pending',
      startsAt: new Date('2026-05-31T22:00:00Z'),
    });
  });

  it('does not go backwards at the very start of a period', () => {
    const odd = calendar('UTC', '2026-05-04T12:02:00', 'P1D');
    const window = resolveWindow(odd, now, 300);
    expect(window).toMatchObject({
      from: new Date('2026-05-04T12:02:00Z'),
      to: new Date('2026-05-04T12:02:00Z'),
    });
  });
});

/* Run as a program by hostZones.test.ts, once for each zone of the host. */
import { calendarOfIcs } from '../calendar/ics';
import { heedingCalendar } from '../calendar/onHoliday';
import { parseSchedule } from '../schedule';
import { intervalsBetween, parseWindow } from '../window/window';

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Chatham',
];
const EXPRESSIONS = [
  '30 2 * * *',
  '*/15 1-3 * * 0',
  '0 0 1,15 * 5',
  'cron(0 5 LW * ? *)',
  'cron(30 1 ? * 1#1 *)',
  'rate(7 hours)',
  'at(2026-03-29T02:30:00)',
  'FREQ=DAILY;BYHOUR=2;BYMINUTE=30',
  'FREQ=HOURLY;INTERVAL=5',
  'FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=1;BYMINUTE=30',
  'DTSTART:20260328T023000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260330T023000',
  '@weekly-random',
  'sun:01:30-sun:03:00',
  '{"dayOfWeek":0,"startHour":2,"startMinute":30}',
  'day=7 hour=2',
  'P1M',
  'P1DT6H',
];
const FROM = [
  '2026-03-07T12:00:00Z',
  '2026-03-28T12:00:00Z',
  '2026-10-24T12:00:00Z',
];

const calendar = calendarOfIcs(
  'host',
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20200329',
    'RRULE:FREQ=YEARLY',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;TZID=Pacific/Chatham:20261025T000000',
    'DTEND;TZID=Pacific/Chatham:20261026T000000',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n'),
);

for (const zone of ZONES) {
  for (const from of FROM) {
    const anchor = new Date(from);
    for (const expression of EXPRESSIONS) {
      const schedule = parseSchedule(expression, {
        zone,
        anchor,
        seed: 'shop/nightly@backup',
      });
      const moved = heedingCalendar(schedule, calendar, {
        onHoliday: 'next',
        weekend: [6],
      });
      for (const each of [schedule, moved]) {
        const found = each.after(anchor, 6).map(time => time.toISOString());
        process.stdout.write(`${JSON.stringify([zone, expression, found])}\n`);
      }
    }
    const week = new Date(anchor.getTime() + 7 * 86_400_000);
    const open = intervalsBetween(
      parseWindow('22:30-02:30', zone),
      anchor,
      week,
    );
    process.stdout.write(`${JSON.stringify(open)}\n`);
  }
}

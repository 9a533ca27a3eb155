/* Run as a program by hostZones.test.ts, once for each zone of the host. */
import { businessCalendar } from '../businessCalendar';
import { nextOccurrence, occurrencesBetween } from '../recurrence';

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const CADENCES = [
  'FREQ=DAILY',
  'FREQ=HOURLY;INTERVAL=6',
  'FREQ=WEEKLY;BYDAY=SU',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=1MO',
];
const FROM = [
  '2026-03-07T12:00:00Z',
  '2026-03-27T12:00:00Z',
  '2026-10-24T12:00:00Z',
];
const HANDLING = ['run', 'skip', 'next', 'previous'] as const;

const calendar = businessCalendar({
  name: 'host',
  dates: ['2026-03-30'],
  weekdays: [0, 6],
  ics: 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201025\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR',
});

for (const zone of ZONES) {
  for (const cadence of CADENCES) {
    for (const onHoliday of HANDLING) {
      for (const from of FROM) {
        const recurrence = {
          cadence,
          zone,
          at: cadence.includes('HOURLY') ? null : '02:30',
          rules: { calendar: 'host', onHoliday, window: 'P1D' },
        };
        const begin = new Date(from);
        const found = occurrencesBetween(
          recurrence,
          begin,
          new Date(begin.getTime() + 35 * 86_400_000),
          calendar,
        );
        const next = nextOccurrence(recurrence, begin, calendar);
        process.stdout.write(
          `${JSON.stringify([zone, cadence, onHoliday, found, next])}\n`,
        );
      }
    }
  }
}

import { calendarPeriodAt } from '../window';

/*
 * Prints the boundaries of calendar windows around clock changes. A test runs it
 * under several time zones of the host: the output must always be the same.
 */
const windows = [
  {
    timeZone: 'America/New_York',
    startTime: '2026-01-01T01:30:00',
    duration: 'P1D',
  },
  {
    timeZone: 'Pacific/Chatham',
    startTime: '2025-12-31T02:45:00',
    duration: 'P1W',
  },
  {
    timeZone: 'Europe/Berlin',
    startTime: '2026-01-31T02:30:00',
    duration: 'P1M',
  },
  { timeZone: 'UTC', startTime: '2026-01-01T00:00:00', duration: 'PT12H' },
];
const lines: string[] = [];
for (const window of windows) {
  let period = calendarPeriodAt(
    { type: 'calendar', ...window },
    new Date('2026-02-01T00:00:00Z'),
  );
  for (let i = 0; i < 320 && period; i++) {
    lines.push(period.from.toISOString());
    period = calendarPeriodAt({ type: 'calendar', ...window }, period.to);
  }
}
process.stdout.write(lines.join('\n'));

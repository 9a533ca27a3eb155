import type { Schedule } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';

/** Occurrences to read: in UTC, and by the clocks of the schedule's zone. */
export function occurrenceTable(
  { expression, dialect, zone }: Schedule,
  occurrences: readonly string[],
): string {
  const lines = occurrences.map(occurrence => {
    const local = DateTime.fromISO(occurrence, { zone }).setLocale('en');
    return `${occurrence}  ${local.toFormat('ccc yyyy-MM-dd HH:mm:ss ZZ')}`;
  });
  return [
    `${expression.trim()}: ${dialect}, ${zone}`,
    ...(lines.length > 0 ? lines : ['It has no further occurrence.']),
    '',
  ].join('\n');
}

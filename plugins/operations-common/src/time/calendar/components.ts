import { ContentLine, contentLines } from '../rrule/contentLine';
import { quoted, unreadable } from '../scheduleError';

/** An event of an iCalendar object: its lines, without those of components within it. */
export interface EventLines {
  /** Line of its BEGIN. */
  line: number;
  lines: readonly ContentLine[];
}

/**
 * The events of an iCalendar object (RFC 5545, 3.4 and 3.6.1). Other components, such
 * as zones and to-dos, are passed by.
 *
 * @throws ScheduleError with the line where the components do not nest, or when there
 *   is no VCALENDAR.
 */
export function eventsOf(text: string): EventLines[] {
  const events: { line: number; lines: ContentLine[] }[] = [];
  const open: { name: string; line: number }[] = [];
  let hasCalendar = false;
  for (const line of contentLines(text.replace(/^\uFEFF/, ''))) {
    const name = line.value.toUpperCase();
    if (line.name === 'BEGIN') {
      hasCalendar ||= name === 'VCALENDAR';
      open.push({ name, line: line.line });
      if (name === 'VEVENT') events.push({ line: line.line, lines: [] });
    } else if (line.name === 'END') {
      const begun = open.pop();
      if (begun?.name !== name) {
        throw unreadable(
          `END:${line.value} closes ${
            begun ? `BEGIN:${begun.name}` : 'nothing'
          }`,
          line.line,
        );
      }
    } else if (open[open.length - 1]?.name === 'VEVENT') {
      events[events.length - 1].lines.push(line);
    }
  }
  const [unclosed] = open;
  if (unclosed) {
    throw unreadable(`BEGIN:${unclosed.name} is never closed`, unclosed.line);
  }
  if (!hasCalendar) {
    throw unreadable(`${quoted(text.trim())} is no iCalendar object`);
  }
  return events;
}

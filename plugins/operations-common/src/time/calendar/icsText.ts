/** An event to be written; instants are UTC. */
export interface IcsEvent {
  /** Stays the same however often the event is written. */
  uid: string;
  start: Date;
  end: Date;
  summary: string;
  description?: string;
  /** Address for a person. */
  url?: string;
  categories?: readonly string[];
}

/** A calendar to be written. */
export interface IcsCalendar {
  /** Which product writes it, such as `-//Opsdeck//Runbooks//EN`. */
  productId: string;
  name: string;
  description?: string;
  /** How often readers are asked to come again (ISO-8601 duration). */
  refreshEvery?: string;
  events: readonly IcsEvent[];
}

/** Longest content line in octets, its end not counted (RFC 5545, 3.1). */
const LONGEST_LINE = 75;
const ENCODER = new TextEncoder();

/** An iCalendar object holds a component at least (RFC 5545, 3.6); this one says nothing. */
const EMPTY = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * An iCalendar object (RFC 5545) of events with UTC instants: lines end with CRLF and
 * are folded at 75 octets, never within a character.
 *
 * @param writtenAt - goes into DTSTAMP.
 */
export function icsText(calendar: IcsCalendar, writtenAt: Date): string {
  const { name, description, refreshEvery, events } = calendar;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escapeText(calendar.productId)}`,
    'CALSCALE:GREGORIAN',
    // RFC 7986 names them; most readers know the X- names that came before.
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    ...(refreshEvery
      ? [
          `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
          `X-PUBLISHED-TTL:${refreshEvery}`,
        ]
      : []),
    ...(events.length === 0 ? EMPTY : []),
    ...events.flatMap(event => eventLines(event, writtenAt)),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${fold(line)}\r\n`).join('');
}

function eventLines(event: IcsEvent, writtenAt: Date): string[] {
  const { categories = [], description, url } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${utcTime(writtenAt)}`,
    `DTSTART:${utcTime(event.start)}`,
    `DTEND:${utcTime(event.end)}`,
    `SUMMARY:${escapeText(event.summary)}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    ...(url ? [`URL:${new URL(url).href}`] : []),
    ...(categories.length > 0
      ? [`CATEGORIES:${categories.map(escapeText).join(',')}`]
      : []),
    // What is due keeps nobody from meetings.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** An instant as `20261120T140000Z`; what is less than a second is dropped. */
function utcTime(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A value of type TEXT (RFC 5545, 3.3.11), without control characters and broken surrogates. */
function escapeText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
      .replace(
        /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
        '\uFFFD',
      )
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\n/g, '\\n')
  );
}

/** Breaks a content line into lines of at most 75 octets; all but the first begin with a space. */
function fold(line: string): string {
  const folded: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const length = ENCODER.encode(character).length;
    if (octets + length > LONGEST_LINE) {
      folded.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += length;
  }
  return [...folded, current].join('\r\n');
}

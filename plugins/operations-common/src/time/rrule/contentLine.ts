import { quoted, unreadable } from '../scheduleError';

/** A content line of iCalendar (RFC 5545, 3.1). */
export interface ContentLine {
  /** In upper case. */
  name: string;
  /** Parameters by upper-case name, without quotes. */
  params: ReadonlyMap<string, string>;
  value: string;
  /** 1-based number of its first line. */
  line: number;
}

const PARAM = /;([A-Za-z0-9-]+)=("[^"]*"|[^;:,"]*)/y;

/**
 * Splits text into content lines: folded ones are joined, empty ones left out.
 *
 * @throws ScheduleError with the line that is no content line.
 */
export function contentLines(text: string): ContentLine[] {
  const unfolded: { text: string; line: number }[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const last = unfolded[unfolded.length - 1];
    if (/^[ \t]/.test(raw) && last) last.text += raw.slice(1);
    else if (raw.trim()) unfolded.push({ text: raw.trim(), line: index + 1 });
  });
  return unfolded.map(each => parseLine(each.text, each.line));
}

function parseLine(text: string, line: number): ContentLine {
  const name = /^[A-Za-z0-9-]+/.exec(text)?.[0] ?? '';
  const params = new Map<string, string>();
  let end = name.length;
  PARAM.lastIndex = end;
  for (let match = PARAM.exec(text); match; match = PARAM.exec(text)) {
    const [, param, value] = match;
    params.set(param.toUpperCase(), value.replace(/^"|"$/g, ''));
    end = PARAM.lastIndex;
  }
  if (!name || text[end] !== ':') {
    throw unreadable(
      `${quoted(text)} is no line such as DTSTART:20261120T050000Z`,
      line,
    );
  }
  return {
    name: name.toUpperCase(),
    params,
    value: text.slice(end + 1).trim(),
    line,
  };
}

import type { LintFile, LintFinding } from './types';

/** A finding that a comment in the file accepts for a time. */
export interface Suppression {
  rule: string;
  file: string;
  /** 1-based line of the comment. */
  line: number;
  /** First and last line that it speaks for. */
  from: number;
  to: number;
  reason: string;
  /** Last day, `YYYY-MM-DD`. */
  until: string;
}

/** The suppressions of a file, and findings about those that cannot be used. */
export interface SuppressionReading {
  suppressions: Suppression[];
  findings: LintFinding[];
}

const DIRECTIVE = /(?:<!--|#|\/\/)\s*opsdeck-lint-disable(-file)?\b([^\n]*)/;
const DATE = /\buntil=["']?(\d{4}-\d{2}-\d{2})\b/;
const REASON = /\breason=(?:"([^"]*)"|'([^']*)')/;
const RULE = /^\s*(L\d{1,2})\b/;
const EXAMPLE =
  'opsdeck-lint-disable L13 until=2027-06-30 reason="pinned by the registry until the move"';

/** Last line of the block that begins on a line: a fence, or what blank lines end. */
function blockEnd(lines: string[], start: number): number {
  const fence = /^\s*(`{3,}|~{3,})/.exec(lines[start] ?? '')?.[1];
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at].trim();
    if (fence ? line.startsWith(fence) : line === '')
      return fence ? at : at - 1;
  }
  return lines.length - 1;
}

function rangeOf(
  lines: string[],
  index: number,
  wholeFile: boolean,
): [from: number, to: number] {
  if (wholeFile) return [0, lines.length - 1];
  const alone = /^\s*(?:<!--|#|\/\/)\s*opsdeck/.test(lines[index]);
  if (!alone) return [index, index];
  let start = index + 1;
  while (start < lines.length && lines[start].trim() === '') start += 1;
  return [start, blockEnd(lines, start)];
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * Reads `opsdeck-lint-disable RULE until=YYYY-MM-DD reason="..."` in the comments of
 * a file. It speaks for the block below it, on a line of its own for nothing else;
 * at the end of a line for that line; with `-file` for the whole file. One without
 * rule, reason or date is a finding and suppresses nothing; so is one whose last
 * day is before `today` (`YYYY-MM-DD`).
 */
export function readSuppressions(
  { path, text }: LintFile,
  rules: readonly string[],
  today: string,
): SuppressionReading {
  const lines = text.split(/\r\n|\r|\n/);
  const reading: SuppressionReading = { suppressions: [], findings: [] };
  lines.forEach((content, index) => {
    const match = DIRECTIVE.exec(content);
    if (!match) return;
    const [, wholeFile, rest] = match;
    const rule = RULE.exec(rest)?.[1] ?? '';
    const until = DATE.exec(rest)?.[1] ?? '';
    const [, double, single] = REASON.exec(rest) ?? [];
    const reason = (double ?? single ?? '').trim();
    const missing = [
      ...(rules.includes(rule) ? [] : ['a rule such as L13']),
      ...(isDate(until) ? [] : ['a last day (until=YYYY-MM-DD)']),
      ...(reason ? [] : ['a reason (reason="...")']),
    ];
    const place = { file: path, line: index + 1 };
    if (missing.length > 0) {
      reading.findings.push({
        id: 'suppression-invalid',
        severity: 'error',
        message: `This suppression counts for nothing: it lacks ${missing.join(
          ', ',
        )}.`,
        fix: `Write it in full: ${EXAMPLE}`,
        ...place,
      });
    } else if (until < today) {
      reading.findings.push({
        id: 'suppression-expired',
        severity: 'warning',
        message: `The suppression of ${rule} ended on ${until}: ${reason}`,
        fix: 'Mend what it is about, or renew it with a reason that still holds.',
        ...place,
      });
    } else {
      const [from, to] = rangeOf(lines, index, Boolean(wholeFile));
      reading.suppressions.push({
        rule,
        reason,
        until,
        from: from + 1,
        to: to + 1,
        ...place,
      });
    }
  });
  return reading;
}

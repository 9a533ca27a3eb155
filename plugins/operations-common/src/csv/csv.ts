/** One column of an export. */
export interface CsvColumn<TRow> {
  title: string;
  /** Instants as ISO-8601, figures as numbers without their unit; the title names it. */
  value: (row: TRow) => string | number | boolean | null | undefined;
}

/**
 * Rows as CSV (RFC 4180: comma, CRLF, quotes doubled). Texts that a spreadsheet
 * would run as a formula get a leading apostrophe (OWASP, "CSV injection");
 * numbers stay numbers, also negative ones.
 */
export function toCsv<TRow>(
  columns: readonly CsvColumn<TRow>[],
  rows: readonly TRow[],
): string {
  const lines = [
    columns.map(({ title }) => cell(title)),
    ...rows.map(row => columns.map(({ value }) => cell(value(row)))),
  ];
  return lines.map(line => `${line.join(',')}\r\n`).join('');
}

function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** Something in the input that is not as it must be. */
export interface Finding {
  /** What kind of finding it is; stable, for filters in CI. */
  id: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** File as the caller wrote it. */
  file: string;
  /** 1-based line. */
  line: number | null;
  /** Key within the file. */
  path: string | null;
  /** What to do about it. */
  fix: string | null;
}

/** Findings as text: where, what, and how to mend it. */
export function findingsText(findings: readonly Finding[]): string {
  return findings
    .map(({ file, line, severity, message, id, fix }) => {
      const place = line === null ? file : `${file}:${line}`;
      const mend = fix === null ? '' : `  ${fix}\n`;
      return `${place}: ${severity}: ${message} [${id}]\n${mend}`;
    })
    .join('');
}

import { readCorpus } from './corpus/readCorpus';
import { LINT_RULES } from './rules';
import { readSuppressions } from './suppressions';
import type {
  LintFile,
  LintFinding,
  LintReport,
  SuppressedFinding,
} from './types';

function byPlace(a: LintFinding, b: LintFinding): number {
  return (
    a.file.localeCompare(b.file, 'en') ||
    a.line - b.line ||
    a.id.localeCompare(b.id, 'en', { numeric: true })
  );
}

/**
 * Looks for contradictions in the runbooks, catalog files, SLO files and alert rules
 * of one or several services. Pure: `today` (`YYYY-MM-DD`, UTC) decides which
 * suppressions still hold. What cannot be read is a finding of its own.
 */
export function lint(files: LintFile[], today: string): LintReport {
  const corpus = readCorpus(files);
  const found = LINT_RULES.flatMap(({ id, severity, check }) =>
    check(corpus).map(
      (violation): LintFinding => ({ id, severity, ...violation }),
    ),
  );
  const ids = LINT_RULES.map(({ id }) => id);
  const readings = files.map(file => readSuppressions(file, ids, today));
  const suppressions = readings.flatMap(reading => reading.suppressions);
  const findings = readings.flatMap(reading => reading.findings);
  for (const { message, file, line } of corpus.unreadable) {
    findings.push({
      id: 'unreadable',
      severity: 'error',
      message,
      file,
      line,
      fix: 'Correct it; until then no rule looks at it.',
    });
  }
  const suppressed: SuppressedFinding[] = [];
  for (const finding of found) {
    const suppression = suppressions.find(
      ({ rule, file, from, to }) =>
        rule === finding.id &&
        file === finding.file &&
        from <= finding.line &&
        finding.line <= to,
    );
    if (suppression) {
      const { reason, until } = suppression;
      suppressed.push({ ...finding, reason, until });
    } else {
      findings.push(finding);
    }
  }
  return {
    findings: findings.sort(byPlace),
    suppressed: suppressed.sort(byPlace),
  };
}

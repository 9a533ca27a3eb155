import type { Document, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { durationsIn, lengthText, sentencesOf } from '../words';
import { commandsOf, isShell, perScope, type LintRule } from './rule';

const OBJECTIVE = /\bRTO\b|recovery time|back within|is back (?:in|within)/i;
/** Standard retrieval from S3 Glacier Flexible Retrieval takes 3 to 5 hours (AWS). */
const GLACIER_MINUTES = 5 * 60;
/** Nobody provisions a region and restores into it sooner. */
const REBUILD_MINUTES = 30;

function promisedBy({ passages, rows }: Document): number | null {
  const promised = passages
    .flatMap(({ text }) => sentencesOf(text))
    .filter(sentence => OBJECTIVE.test(sentence))
    .flatMap(sentence => durationsIn(sentence).slice(0, 1));
  for (const { head, cells } of rows) {
    const column = head.findIndex(title => OBJECTIVE.test(title));
    if (column >= 0) promised.push(...durationsIn(cells[column] ?? ''));
  }
  return promised.length > 0
    ? Math.min(...promised.map(({ minutes }) => minutes))
    : null;
}

function ofArchive(document: Document, rto: number): Violation[] {
  if (rto > GLACIER_MINUTES) return [];
  return document.passages
    .filter(({ text }) => /\bGlacier\b(?! Instant)/i.test(text))
    .slice(0, 1)
    .map(({ file, line }) => ({
      file,
      line,
      message: `A copy in Glacier takes up to 5 hours to retrieve, but everything has to be back within ${lengthText(
        rto,
      )}.`,
      fix: 'Keep a copy that can be read at once, or declare the time that the archive needs; then measure it in a drill.',
    }));
}

function ofRebuild(document: Document, rto: number): Violation[] {
  if (rto > REBUILD_MINUTES) return [];
  return document.fences.filter(isShell).flatMap(fence => {
    const commands = commandsOf(fence);
    const apply = commands.find(({ text }) =>
      /\b(?:terraform|tofu)\s+apply\b/.test(text),
    );
    const restores = commands.some(({ text }) =>
      /\brestore-db|\bpg_restore\b|\brestore\b/.test(text),
    );
    if (!apply || !restores) return [];
    return {
      file: apply.file,
      line: apply.line,
      message: `Within ${lengthText(
        rto,
      )} nobody applies Terraform by hand and restores a database.`,
      fix: 'Keep the second region warm, or declare the time that a drill has shown.',
    };
  });
}

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(document => {
    const rto = promisedBy(document);
    return rto === null
      ? []
      : [...ofArchive(document, rto), ...ofRebuild(document, rto)];
  });
}

/** L10: a way of recovery that takes longer than the recovery time objective. */
export const recoveryTime: LintRule = {
  id: 'L10',
  title: 'recovery that cannot meet the recovery time objective',
  severity: 'warning',
  check: perScope(check),
};

import type { Document, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

const CLAIM =
  /\bauto(?:matic(?:ally)?)?[- ](?:roll(?:s|ed)?[- ]?back)|\broll(?:s|ed)?[- ]?back automatically\b/i;
const DEADLINE = /progressDeadlineSeconds/;
/** What does roll back by itself. */
const MECHANISM =
  /argo ?rollouts?|kind:\s*Rollout\b|flagger|--atomic|circuit ?breaker|codedeploy|spinnaker|harness|analysisTemplate/i;

function textOf(document: Document, from: number, to: number): string {
  const inside = ({ line }: { line: number }) => line >= from && line < to;
  return [
    ...document.passages.filter(inside).map(({ text }) => text),
    ...document.fences.filter(inside).flatMap(({ lines }) => lines),
  ].join('\n');
}

function ofDocument(document: Document): Violation[] {
  const headings = document.passages.filter(({ kind }) => kind === 'heading');
  return headings.flatMap((heading, index) => {
    const end = headings[index + 1]?.line ?? Infinity;
    const text = textOf(document, heading.line, end);
    if (!CLAIM.test(text) || !DEADLINE.test(text) || MECHANISM.test(text))
      return [];
    return {
      file: heading.file,
      line: heading.line,
      message:
        'progressDeadlineSeconds marks a rollout as failed; Kubernetes does not roll it back.',
      fix: 'Use Argo Rollouts, Flagger or "helm upgrade --atomic", or write that a person rolls back, with the command.',
    };
  });
}

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(ofDocument);
}

/** L14: an automatic rollback that the named mechanism does not do. */
export const automaticRollback: LintRule = {
  id: 'L14',
  title: 'automatic rollback that is none',
  severity: 'error',
  check: perScope(check),
};

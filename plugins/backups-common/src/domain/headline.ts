import {
  Verdict,
  compareVerdicts,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { ResourceBackup } from '../api';
import { countOf } from './words';

export interface BackupsSummary {
  verdict: Verdict | null;
  /** The first line of the tab. */
  headline: string;
  /** Few words for a table cell. */
  short: string;
}

/** Worst first, then by name. */
export function sortResources(
  resources: readonly ResourceBackup[],
): ResourceBackup[] {
  return [...resources].sort(
    (a, b) =>
      compareVerdicts(a.assessment?.verdict, b.assessment?.verdict) ||
      a.title.localeCompare(b.title),
  );
}

/** Rolls the resources of one entity up into a sentence. Expects them {@link sortResources sorted}. */
export function summarize(
  resources: readonly ResourceBackup[],
): BackupsSummary {
  const judged = resources.filter(resource => resource.assessment !== null);
  const unreadable = resources.filter(
    ({ objective }) => objective.problems.length > 0,
  );
  const verdict =
    worstVerdict(judged.map(resource => resource.assessment?.verdict)) ?? null;
  if (resources.length === 0) {
    return {
      verdict,
      headline: 'No resource with backups is known for this service',
      short: 'nothing declared',
    };
  }
  const remark = unreadable.length
    ? `. What ${listOf(unreadable)} declares cannot be read`
    : '';
  if (judged.length === 0) {
    return {
      verdict,
      headline: `No recovery point objective is declared for ${
        resources.length === 1
          ? resources[0].title
          : countOf(resources.length, 'resource')
      }${remark}`,
      short: unreadable.length
        ? 'objective cannot be read'
        : 'no objective declared',
    };
  }
  return {
    verdict,
    headline: `${judgedSentence(judged)}${remark}`,
    short: judgedWords(judged),
  };
}

function judgedSentence(judged: readonly ResourceBackup[]): string {
  const [worst] = judged;
  if (judged.length === 1) return sentenceOf(worst);
  const met = judged.filter(
    resource => resource.assessment?.verdict === 'met',
  ).length;
  return met === judged.length
    ? `All ${judged.length} objectives are met`
    : `${met} of ${judged.length} objectives ${
        met === 1 ? 'is' : 'are'
      } met; ${sentenceOf(worst)}`;
}

function judgedWords(judged: readonly ResourceBackup[]): string {
  const [worst] = judged;
  if (worst.assessment?.verdict === 'met') {
    return judged.length === 1
      ? lossOf(worst)
      : `${judged.length} objectives met`;
  }
  return `${worst.title}: ${lossOf(worst)}`;
}

function sentenceOf(resource: ResourceBackup): string {
  const { assessment, title } = resource;
  switch (assessment?.verdict) {
    case 'unknown':
      return `${title} is unknown. ${assessment.reason}`;
    case 'at-risk':
      return `${title} is at risk. ${assessment.reason}`;
    default:
      return `${title} ${lossOf(resource)}`;
  }
}

function lossOf({ assessment }: ResourceBackup): string {
  if (!assessment || assessment.verdict === 'unknown') return 'unknown';
  if (!assessment.observed) return 'cannot be restored';
  const allowed = assessment.threshold
    ? ` (allowed ${assessment.threshold})`
    : '';
  return `would lose ${assessment.observed}${allowed}`;
}

function listOf(resources: readonly ResourceBackup[]): string {
  return resources.map(({ title }) => title).join(', ');
}

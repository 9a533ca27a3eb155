import {
  Verdict,
  compareVerdicts,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { ResourceBackup } from '../api';

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
  const verdict =
    worstVerdict(judged.map(resource => resource.assessment?.verdict)) ?? null;
  if (resources.length === 0) {
    return {
      verdict,
      headline: 'No resource with backups is known for this service',
      short: 'nothing declared',
    };
  }
  if (judged.length === 0) {
    return {
      verdict,
      headline: `No recovery point objective is declared for ${count(
        resources.length,
        'resource',
      )}`,
      short: 'no objective declared',
    };
  }
  const met = judged.filter(
    resource => resource.assessment?.verdict === 'met',
  ).length;
  if (met === judged.length) {
    return {
      verdict,
      headline:
        judged.length === 1
          ? `The objective of ${judged[0].title} is met: ${lossOf(judged[0])}`
          : `All ${judged.length} objectives are met`,
      short:
        judged.length === 1
          ? lossOf(judged[0])
          : `${judged.length} objectives met`,
    };
  }
  const worst = judged[0];
  return {
    verdict,
    headline: `${met} of ${count(judged.length, 'objective')} ${
      met === 1 ? 'is' : 'are'
    } met; ${sentenceOf(worst)}`,
    short: `${worst.title}: ${lossOf(worst)}`,
  };
}

function sentenceOf(resource: ResourceBackup): string {
  const { assessment } = resource;
  if (!assessment || assessment.verdict === 'unknown') {
    return `${resource.title} is unknown`;
  }
  return `${resource.title} ${lossOf(resource)}`;
}

function lossOf({ assessment }: ResourceBackup): string {
  if (!assessment || assessment.verdict === 'unknown') return 'unknown';
  if (!assessment.observed) return 'cannot be restored';
  return `would lose ${assessment.observed} (allowed ${assessment.threshold})`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

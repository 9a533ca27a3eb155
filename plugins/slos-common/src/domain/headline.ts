import {
  Assessment,
  Verdict,
  compareVerdicts,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { formatShare } from './target';

/** What the headline needs to know of one objective. */
export interface ObjectiveSummary {
  title: string;
  assessment: Assessment;
  /** Share of the error budget that is left; null while unknown. */
  remaining: number | null;
  /** When the budget is gone at the present rate (UTC); null when it lasts. */
  exhaustsAt: string | null;
}

/** One entity's objectives in words. */
export interface SlosSummary {
  verdict: Verdict | null;
  /** The first line of the tab. */
  headline: string;
  /** Few words for a table cell. */
  short: string;
}

/** Worst first, then the one with the least budget left, then by name. */
export function compareObjectives(
  a: ObjectiveSummary,
  b: ObjectiveSummary,
): number {
  return (
    compareVerdicts(a.assessment.verdict, b.assessment.verdict) ||
    (a.remaining ?? Infinity) - (b.remaining ?? Infinity) ||
    a.title.localeCompare(b.title)
  );
}

/**
 * Rolls the objectives of one entity up into a sentence.
 *
 * @param objectives - sorted by {@link compareObjectives}
 * @param errors - number of faults in the entity's files that keep objectives out
 */
export function summarizeObjectives(
  objectives: readonly ObjectiveSummary[],
  errors: number,
): SlosSummary {
  const faults = `${errors === 1 ? 'One fault' : `${errors} faults`}`;
  const remark =
    errors > 0 ? `. ${faults} in the SLO files must be mended` : '';
  const [worst] = objectives;
  if (!worst) {
    return errors > 0
      ? {
          verdict: 'unknown',
          headline: `No objective can be read: ${faults.toLowerCase()} in the SLO files must be mended`,
          short: 'SLO files cannot be read',
        }
      : {
          verdict: null,
          headline: 'No service level objective is declared',
          short: 'nothing declared',
        };
  }
  const verdict =
    worstVerdict(objectives.map(({ assessment }) => assessment.verdict)) ??
    null;
  const met = objectives.filter(
    ({ assessment }) => assessment.verdict === 'met',
  ).length;
  return {
    verdict,
    headline: `${sentence(objectives, met)}${remark}`,
    short: shortOf(worst),
  };
}

function sentence(objectives: readonly ObjectiveSummary[], met: number) {
  const [worst] = objectives;
  const count = objectives.length;
  if (met === count && count > 1) {
    return `All ${count} objectives are met; the least budget is left for ${
      worst.title
    }, ${percent(worst.remaining ?? 0)}`;
  }
  if (count === 1) return sentenceOf(worst);
  return `${met} of ${count} objectives ${
    met === 1 ? 'is' : 'are'
  } met; ${sentenceOf(worst)}`;
}

function sentenceOf(objective: ObjectiveSummary): string {
  const { title, assessment, remaining, exhaustsAt } = objective;
  switch (assessment.verdict) {
    case 'breached':
      return `${title} has ${spentWords(remaining ?? 0)}`;
    case 'at-risk':
      return exhaustsAt
        ? `${title} is at risk: at this rate the error budget is gone on ${instantWords(
            exhaustsAt,
          )}`
        : `${title} is at risk: ${decapitalized(assessment.reason)}`;
    case 'met':
      return `${title} is met with ${percent(
        remaining ?? 0,
      )} of the error budget left`;
    default:
      return `${title} is unknown: ${decapitalized(assessment.reason)}`;
  }
}

function shortOf({ title, assessment, remaining }: ObjectiveSummary): string {
  if (assessment.verdict === 'unknown' || remaining === null) {
    return `${title}: unknown`;
  }
  return assessment.verdict === 'breached'
    ? `${title} has ${spentWords(remaining)}`
    : `${title}: ${percent(remaining)} of the budget left`;
}

function spentWords(remaining: number): string {
  return remaining < 0
    ? `overspent its error budget by ${percent(-remaining)}`
    : 'spent all of its error budget';
}

/** A share of a budget, cut so that it never looks larger than it is. */
function percent(share: number): string {
  const hundredths = share * 100;
  if (Math.abs(hundredths) < 1) return formatShare(share);
  return `${Math.trunc(hundredths + 1e-9)} %`;
}

function instantWords(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc', locale: 'en-GB' }).toFormat(
    "cccc d LLLL, HH:mm 'UTC'",
  );
}

function decapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

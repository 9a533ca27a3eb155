import {
  Verdict,
  compareVerdicts,
  humanDuration,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { EnvironmentCell } from '../api';
import { releaseName } from './artifactIdentity';

export interface DeploymentsSummary {
  /** Null when nothing is known of the service, or nothing of its production. */
  verdict: Verdict | null;
  /** The first line of the tab. */
  headline: string;
  /** Few words for a table cell. */
  short: string;
}

/**
 * Rolls the environment matrix of one service up into words.
 *
 * @param unmapped - places of the service that no environment rule fits
 */
export function summarize(
  cells: readonly EnvironmentCell[],
  unmapped: readonly string[],
  now: Date,
): DeploymentsSummary {
  if (cells.length === 0) return nothingToShow(unmapped);
  const judged = cells
    .filter(cell => cell.assessment !== null)
    .sort((a, b) =>
      compareVerdicts(a.assessment?.verdict, b.assessment?.verdict),
    );
  const production = cells.filter(
    ({ environment }) => environment.tier === 'production',
  );
  // Without production nothing is promised, whatever disaster recovery does.
  const verdict =
    production.length === 0
      ? null
      : worstVerdict(judged.map(cell => cell.assessment?.verdict)) ?? null;
  const troubles = judged.filter(cell => cell.assessment?.verdict !== 'met');
  const sentences = [
    ...troubles.map(cell => cell.assessment?.reason ?? ''),
    ...production
      .filter(cell => !troubles.includes(cell))
      .map(wellSentence(now)),
    ...(production.length === 0
      ? ['Nothing is known to run in production']
      : []),
    ...cells.flatMap(aheadSentence),
    rollingSentence(cells, now),
  ];
  return {
    verdict,
    headline: sentences.map(sentence => `${sentence}.`).join(' '),
    short: shortOf(cells, judged, now),
  };
}

function nothingToShow([place]: readonly string[]): DeploymentsSummary {
  return place
    ? {
        verdict: null,
        headline: `This service is deployed to places that no environment is configured for, such as ${place}.`,
        short: 'no environment configured',
      }
    : {
        verdict: null,
        headline: 'No deployment of this service is known.',
        short: 'no deployment known',
      };
}

function wellSentence(now: Date) {
  return (cell: EnvironmentCell): string => {
    if (!cell.artifact) {
      return `No deployment is active in ${cell.environment.title}`;
    }
    return `${cell.environment.title} runs ${releaseName(cell)}${ageOf(
      cell,
      now,
    )}`;
  };
}

/** "Staging is 2 versions ahead": the distance between production and the stage before it. */
function aheadSentence({ environment, drift }: EnvironmentCell): string[] {
  if (!drift || environment.tier !== 'production') return [];
  const { title } = drift.against;
  switch (drift.state) {
    case 'behind':
      return [`${title} is ${countOf(drift.versions)} ahead`];
    case 'ahead':
      return [`${title} is ${countOf(drift.versions)} behind`];
    case 'different':
      return [`${title} runs another version`];
    default:
      return [`${title} runs the same`];
  }
}

function rollingSentence(cells: readonly EnvironmentCell[], now: Date): string {
  const rolling = cells.flatMap(({ rollingOut, environment }) => {
    if (!rollingOut) return [];
    const taken = now.getTime() - Date.parse(rollingOut.startedAt);
    const state =
      rollingOut.status === 'paused'
        ? 'is paused on its way'
        : 'is rolling out';
    return `${releaseName(rollingOut)} ${state} to ${
      environment.title
    } since ${humanDuration(Math.max(0, taken))}`;
  });
  return rolling.length > 0 ? rolling.join('; ') : 'Nothing is rolling out';
}

function shortOf(
  cells: readonly EnvironmentCell[],
  judged: readonly EnvironmentCell[],
  now: Date,
): string {
  const [worst] = judged;
  if (worst?.assessment && worst.assessment.verdict !== 'met') {
    return worst.assessment.reason;
  }
  const shown =
    cells.find(({ environment }) => environment.tier === 'production') ??
    cells[cells.length - 1];
  if (!shown.artifact) return `nothing active in ${shown.environment.title}`;
  return `${releaseName(shown)} in ${shown.environment.title}${ageOf(
    shown,
    now,
  )}`;
}

function ageOf({ since }: EnvironmentCell, now: Date): string {
  if (!since) return '';
  return ` for ${humanDuration(
    Math.max(0, now.getTime() - Date.parse(since)),
  )}`;
}

function countOf(versions: number | null): string {
  if (versions === null) return 'some versions';
  return `${versions} version${versions === 1 ? '' : 's'}`;
}

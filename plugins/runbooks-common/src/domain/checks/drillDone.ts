import {
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult, StepState } from '../../api';
import { Finding, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, isAhead } from './moment';
import { durationParameter, nameParameter } from './parameters';

export const drillDoneParameters = z.strictObject({
  checklist: nameParameter.describe(
    'title of the checklist of the kind recovery that is the drill, of the same service',
  ),
  within: durationParameter
    .default('P90D')
    .describe('how long ago the drill may have ended; P90D unless told'),
});

/** A checklist of the service with its last run that was finished. */
export interface DrillFacts {
  title: string;
  kind: string;
  last: {
    id: string;
    endedAt: string;
    steps: readonly { state: StepState }[];
  } | null;
}

/** How long an answer from our own records holds. */
const VALID_MS = 10 * 60_000;

/**
 * Whether a disaster recovery drill was done of late: a run of its checklist was
 * finished, and each step of it was done or did not apply.
 */
export function judgeDrill(
  checklists: readonly DrillFacts[],
  parameters: z.output<typeof drillDoneParameters>,
  { now }: CheckMoment,
): CheckResult {
  const wanted = titleKey(parameters.checklist);
  const named = checklists.filter(({ title }) => titleKey(title) === wanted);
  const [last] = named
    .flatMap(each => each.last ?? [])
    .sort((a, b) => b.endedAt.localeCompare(a.endedAt));
  const length = humanDuration(durationMillis(parameters.within));
  return answerOf(findingOf(named, last, parameters, now), {
    observed: last
      ? {
          run: last.id,
          endedAt: last.endedAt,
          steps: last.steps.length,
          notDone: last.steps.filter(isLeftUndone).length,
        }
      : null,
    threshold: `“${parameters.checklist}” was finished with every step done, at most ${length} ago`,
    sighting: {
      source: 'Runbooks',
      observedAt: now.toISOString(),
      validForMs: VALID_MS,
    },
  });
}

function findingOf(
  named: readonly DrillFacts[],
  last: DrillFacts['last'] | undefined,
  { checklist, within }: z.output<typeof drillDoneParameters>,
  now: Date,
): Finding {
  const name = `“${checklist}”`;
  if (named.length === 0) {
    return unknown(`The service has no checklist ${name}.`);
  }
  if (named.some(({ kind }) => kind !== 'recovery')) {
    return unknown(
      `${name} is not of the kind recovery, so a run of it proves no drill.`,
    );
  }
  if (!last) return fail(`${name} was never finished.`);
  if (isAhead(last.endedAt, now)) {
    return unknown(
      `The last run of ${name} ended in the future: a clock is wrong.`,
    );
  }
  const ageMs = Math.max(0, now.getTime() - Date.parse(last.endedAt));
  const finished = `${name} was last finished ${humanDuration(ageMs)} ago`;
  if (ageMs > durationMillis(within)) return fail(`${finished}.`);
  const undone = last.steps.filter(isLeftUndone).length;
  if (undone > 0 || last.steps.length === 0) {
    return fail(
      `${finished}, with ${undone} of ${last.steps.length} steps not done.`,
    );
  }
  return pass(`${finished}.`);
}

function isLeftUndone({ state }: { state: StepState }): boolean {
  return state !== 'done' && state !== 'not-applicable';
}

function titleKey(title: string): string {
  return title.trim().toLowerCase().replace(/\s+/g, ' ');
}

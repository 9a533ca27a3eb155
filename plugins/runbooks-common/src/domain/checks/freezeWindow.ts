import {
  Window,
  durationMillis,
  humanDuration,
  intervalAt,
  nextInterval,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, utc } from './moment';
import { durationParameter } from './parameters';

export const freezeWindowParameters = z.strictObject({
  ahead: durationParameter
    .optional()
    .describe(
      'how long no freeze may begin, for work that takes its time; not at all unless told',
    ),
});

/** A time in which nothing may be changed, as the configuration says. */
export interface Freeze {
  name: string;
  window: Window;
}

/** The configuration is looked at again so often. */
const VALID_MS = 5 * 60_000;

/** Whether no change freeze is on. */
export function judgeFreeze(
  freezes: readonly Freeze[],
  { ahead }: z.output<typeof freezeWindowParameters>,
  { now }: CheckMoment,
): CheckResult {
  const aheadMs = ahead ? durationMillis(ahead) : 0;
  const seen = freezes.map(({ name, window }) => ({
    name,
    current: intervalAt(window, now),
    next: nextInterval(window, now),
  }));
  const starts = seen.flatMap(({ next }) => next?.start.getTime() ?? []);
  return answerOf(
    allOf(
      seen.map(each => findingOf(each, aheadMs, now)),
      unknown(
        'No freeze of this service is configured in opsdeck.runbooks.freezes.',
      ),
    ),
    {
      observed: seen.map(({ name, current, next }) => ({
        name,
        until: current?.end.toISOString() ?? null,
        nextStart: next?.start.toISOString() ?? null,
      })),
      threshold: ahead
        ? `no change freeze is on or begins within ${humanDuration(aheadMs)}`
        : 'no change freeze is on',
      sighting: {
        source: 'opsdeck.runbooks.freezes',
        observedAt: now.toISOString(),
        // What passes now must not be believed any more once the next one begins.
        validForMs: Math.min(
          VALID_MS,
          ...starts
            .map(at => at - aheadMs - now.getTime())
            .filter(left => left > 0),
        ),
      },
    },
  );
}

function findingOf(
  {
    name,
    current,
    next,
  }: {
    name: string;
    current: ReturnType<typeof intervalAt>;
    next: ReturnType<typeof nextInterval>;
  },
  aheadMs: number,
  now: Date,
): Finding {
  if (current)
    return fail(`The freeze “${name}” is on until ${utc(current.end)}.`);
  if (!next) return pass(`The freeze “${name}” is over.`);
  const words = `The freeze “${name}” begins at ${utc(next.start)}`;
  return next.start.getTime() - now.getTime() < aheadMs
    ? fail(`${words}.`)
    : pass(`${words}.`);
}

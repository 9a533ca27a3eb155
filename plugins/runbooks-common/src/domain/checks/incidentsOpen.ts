import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, countsFrom } from './moment';
import { sinceParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';

/** The most urgent first. */
const SEVERITIES = ['P1', 'P2', 'P3', 'P4'] as const;

export const incidentsOpenParameters = z.strictObject({
  severity: z
    .enum(SEVERITIES)
    .default('P4')
    .describe(
      'the least urgent severity that counts: P1 for P1 only, P4 for every incident; P4 unless told',
    ),
  since: sinceParameter,
});

/** What the Incidents tab says of open incidents. */
export interface OpenIncidentFacts {
  /** Null when no alert source knows the service. */
  verdict: string | null;
  active: readonly {
    number: string;
    title: string;
    severity: string;
    state: string;
  }[];
  /** The alert sources, by which incidents open. */
  sources: readonly Freshness[];
}

/** Whether no incident of a severity or a more urgent one is open. */
export function judgeIncidents(
  facts: OpenIncidentFacts,
  { severity, since }: z.output<typeof incidentsOpenParameters>,
  { now, run }: CheckMoment,
): CheckResult {
  const harmless: readonly string[] = SEVERITIES.slice(
    SEVERITIES.indexOf(severity) + 1,
  );
  // A severity that is not known is none that can be ignored.
  const counted = facts.active.filter(
    each => !harmless.includes(each.severity),
  );
  return answerOf(
    findingOf(
      counted,
      facts,
      doubtOf(facts.sources, now, countsFrom(since, run)),
    ),
    {
      observed: counted.map(({ number, title, severity: level, state }) => ({
        number,
        title,
        severity: level,
        state,
      })),
      threshold:
        severity === 'P4'
          ? 'no incident is open'
          : `no incident of severity ${severity} or more urgent is open`,
      sighting: sightingOf(facts.sources, 'Incidents'),
    },
  );
}

function findingOf(
  counted: OpenIncidentFacts['active'],
  { verdict, active }: OpenIncidentFacts,
  doubt: string | undefined,
): Finding {
  // An incident that is open is known from our own records, however old the alerts are.
  if (counted.length > 0) {
    const list = counted.map(
      ({ number, severity, title }) => `${number} ${severity} “${title}”`,
    );
    return fail(`${list.join(', ')} ${list.length === 1 ? 'is' : 'are'} open.`);
  }
  if (doubt) {
    return unknown(
      `No such incident is open, but one may not have been noticed: ${doubt}`,
    );
  }
  if (verdict === null) {
    return unknown(
      'No such incident is open, but no alert source knows this service.',
    );
  }
  return pass(
    active.length === 0
      ? 'No incident is open.'
      : `No such incident is open; ${active.length} less urgent.`,
  );
}

import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CheckResult } from '../../api';
import { Finding, allOf, answerOf, fail, pass, unknown } from './finding';
import { CheckMoment, countsFrom } from './moment';
import { sinceParameter } from './parameters';
import { doubtOf, sightingOf } from './readings';

/** The most urgent first. */
const CLASSES = ['critical', 'warning', 'info'] as const;

export const alertsFiringParameters = z.strictObject({
  class: z
    .enum(CLASSES)
    .default('info')
    .describe(
      'the least urgent class that counts: critical for critical ones only, info for every alert; info unless told',
    ),
  silenced: z
    .enum(['ask', 'ignore'])
    .default('ask')
    .describe(
      'what an alert comes to that fires but is silenced: `ask` answers unknown, so that a person looks; `ignore` leaves it out; ask unless told',
    ),
  since: sinceParameter,
});

/** What the Incidents tab says of alerts. */
export interface AlertFacts {
  /** Null when no alert source knows the service and nothing is open. */
  verdict: string | null;
  alerts: readonly {
    name: string;
    class: string;
    state: string;
    startsAt: string;
  }[];
  sources: readonly Freshness[];
}

/** Whether no alert of a class or a more urgent one fires. */
export function judgeAlerts(
  facts: AlertFacts,
  parameters: z.output<typeof alertsFiringParameters>,
  { now, run }: CheckMoment,
): CheckResult {
  const { class: least, silenced, since } = parameters;
  const harmless: readonly string[] = CLASSES.slice(CLASSES.indexOf(least) + 1);
  const counted = facts.alerts.filter(
    alert =>
      !harmless.includes(alert.class) &&
      alert.state !== 'resolved' &&
      (silenced === 'ask' || alert.state !== 'suppressed'),
  );
  const doubt = doubtOf(facts.sources, now, countsFrom(since, run));
  return answerOf(conclude(counted, { verdict: facts.verdict, doubt, least }), {
    observed: counted.map(({ name, class: level, state, startsAt }) => ({
      name,
      class: level,
      state,
      startsAt,
    })),
    threshold:
      least === 'info'
        ? 'no alert fires'
        : `no alert of the class ${least} or a more urgent one fires`,
    sighting: sightingOf(facts.sources, 'Alerts'),
  });
}

function conclude(
  counted: AlertFacts['alerts'],
  {
    verdict,
    doubt,
    least,
  }: {
    verdict: string | null;
    doubt: string | undefined;
    least: (typeof CLASSES)[number];
  },
): Finding {
  // What fired when it was last read is no statement about now.
  if (doubt) return unknown(doubt);
  if (verdict === null) return unknown('No alert source knows this service.');
  return allOf(
    counted.map(alert => findingOf(alert, least)),
    pass('No such alert fires.'),
  );
}

function findingOf(
  alert: AlertFacts['alerts'][number],
  least: (typeof CLASSES)[number],
): Finding {
  if (alert.state === 'suppressed') {
    return unknown(
      `${alert.name} fires, but is silenced: look whether that is right.`,
    );
  }
  const classified = (CLASSES as readonly string[]).includes(alert.class);
  return classified || least === 'info'
    ? fail(`${alert.name} (${alert.class}) fires.`)
    : unknown(`${alert.name} fires and says no class, so it may be ${least}.`);
}

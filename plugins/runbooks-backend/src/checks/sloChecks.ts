import { Check, CheckInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  judgeBudget,
  judgeObjective,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { SlosClient } from '@opsdeck/backstage-plugin-slos-common';
import { TabAccess, askTab } from './askTab';
import { defineCheck } from './defineCheck';

const TAB = { pluginId: 'slos', title: 'SLO' };

/** Checks that the SLO tab answers. */
export function createSloChecks(access: TabAccess): Check[] {
  const overviewFor = (input: CheckInput) =>
    askTab(access, TAB, input, fetch =>
      new SlosClient(fetch).getOverview(input.entityRef, input),
    );
  return [
    defineCheck(CHECKS.errorRate, async (input, parameters) =>
      judgeObjective(await overviewFor(input), parameters, input, 'error rate'),
    ),
    defineCheck(CHECKS.latency, async (input, parameters) =>
      judgeObjective(
        await overviewFor(input),
        parameters,
        input,
        'share of slow requests',
      ),
    ),
    defineCheck(CHECKS.budgetLeft, async (input, parameters) =>
      judgeBudget(await overviewFor(input), parameters, input),
    ),
  ];
}

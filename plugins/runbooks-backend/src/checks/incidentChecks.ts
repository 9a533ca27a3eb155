import { IncidentsClient } from '@opsdeck/backstage-plugin-incidents-common';
import { Check, CheckInput } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  judgeAlerts,
  judgeIncidents,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { TabAccess, askTab } from './askTab';
import { defineCheck } from './defineCheck';

const TAB = { pluginId: 'incidents', title: 'Incidents' };

/** Checks that the Incidents tab answers. */
export function createIncidentChecks(access: TabAccess): Check[] {
  const overviewFor = (input: CheckInput) =>
    askTab(access, TAB, input, fetch =>
      new IncidentsClient(fetch).getOverview(input.entityRef, input),
    );
  return [
    defineCheck(CHECKS.incidentsOpen, async (input, parameters) =>
      judgeIncidents(await overviewFor(input), parameters, input),
    ),
    defineCheck(CHECKS.alertsFiring, async (input, parameters) =>
      judgeAlerts(await overviewFor(input), parameters, input),
    ),
  ];
}

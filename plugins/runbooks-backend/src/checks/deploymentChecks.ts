import {
  DeploymentsClient,
  EnvironmentCell,
  releaseName,
  sameRelease,
} from '@opsdeck/backstage-plugin-deployments-common';
import { Check } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  RolloutFacts,
  judgeCommitChecks,
  judgeRollout,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { TabAccess, askTab } from './askTab';
import { defineCheck } from './defineCheck';

const TAB = { pluginId: 'deployments', title: 'Deployments' };

/** Checks that the Deployments tab answers. */
export function createDeploymentChecks(access: TabAccess): Check[] {
  return [
    defineCheck(CHECKS.rolloutFinished, async (input, parameters) => {
      const { environments, unmapped } = await askTab(
        access,
        TAB,
        input,
        fetch =>
          new DeploymentsClient(fetch).getOverview(input.entityRef, input),
      );
      return judgeRollout(
        { environments: environments.map(rolloutOf), unmapped },
        parameters,
        input,
      );
    }),
    // The tab reads no CI checks yet.
    defineCheck(CHECKS.commitChecks, async (input, parameters) =>
      judgeCommitChecks(undefined, parameters, input),
    ),
  ];
}

function rolloutOf(cell: EnvironmentCell): RolloutFacts {
  return {
    ...cell,
    release: cell.artifact ? releaseName(cell) : null,
    runsLatest: cell.latest ? sameRelease(cell, cell.latest) : undefined,
  };
}

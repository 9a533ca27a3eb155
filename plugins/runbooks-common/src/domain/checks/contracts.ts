import { z } from 'zod/v4';
import { alertsFiringParameters } from './alertsFiring';
import { backupCompletedParameters } from './backupCompleted';
import { budgetLeftParameters } from './budgetLeft';
import { certificatesParameters } from './certificates';
import { commitChecksParameters } from './commitChecks';
import { drillDoneParameters } from './drillDone';
import { freezeWindowParameters } from './freezeWindow';
import { incidentsOpenParameters } from './incidentsOpen';
import { objectiveKeptParameters } from './objectiveKept';
import { restoreTestedParameters } from './restoreTested';
import { rolloutFinishedParameters } from './rolloutFinished';

/** How a runbook names a live check and what it may say to it. */
export interface CheckContract {
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** What the parameters may be; unknown ones are refused. */
  readonly parameters: z.ZodType;
}

function contract<T extends z.ZodType>(
  id: string,
  title: string,
  parameters: T,
) {
  return { id, title, parameters } as const;
}

/** The live checks that the Runbooks tab ships. */
export const CHECKS = {
  backupCompleted: contract(
    'backup.completed',
    'Backup completed',
    backupCompletedParameters,
  ),
  restoreTested: contract(
    'backup.restore-tested',
    'Restore tested',
    restoreTestedParameters,
  ),
  rolloutFinished: contract(
    'deployment.rollout-finished',
    'Rollout finished and healthy',
    rolloutFinishedParameters,
  ),
  commitChecks: contract(
    'ci.checks-passed',
    'CI checks of the deployed commit passed',
    commitChecksParameters,
  ),
  errorRate: contract(
    'slo.error-rate',
    'Error rate within the SLO',
    objectiveKeptParameters,
  ),
  latency: contract(
    'slo.latency',
    'Latency within the SLO',
    objectiveKeptParameters,
  ),
  budgetLeft: contract(
    'slo.budget-left',
    'Error budget left',
    budgetLeftParameters,
  ),
  incidentsOpen: contract(
    'incidents.none-open',
    'No incident open',
    incidentsOpenParameters,
  ),
  alertsFiring: contract(
    'alerts.none-firing',
    'No alert firing',
    alertsFiringParameters,
  ),
  certificates: contract(
    'certificates.valid',
    'Certificates valid',
    certificatesParameters,
  ),
  drillDone: contract(
    'recovery.drilled',
    'Recovery drilled',
    drillDoneParameters,
  ),
  freezeWindow: contract(
    'change.no-freeze',
    'No change freeze',
    freezeWindowParameters,
  ),
};

/** The same by id. */
export const CHECK_CONTRACTS: ReadonlyMap<string, CheckContract> = new Map(
  Object.values(CHECKS).map(each => [each.id, each]),
);

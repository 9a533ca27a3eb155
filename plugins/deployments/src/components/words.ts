import {
  Deployment,
  DeploymentStatus,
  DeploymentStrategy,
  DeploymentTrigger,
  Drift,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';

const STATUS: Record<DeploymentStatus, string> = {
  queued: 'queued',
  running: 'rolling out',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  'rolling-back': 'rolling back',
  'rolled-back': 'rolled back',
  superseded: 'superseded',
};

const STRATEGY: Record<DeploymentStrategy, string> = {
  rolling: 'rolling',
  recreate: 'recreate',
  'blue-green': 'blue-green',
  canary: 'canary',
  linear: 'linear',
  promote: 'promote',
  other: 'another one',
};

const TRIGGER: Record<DeploymentTrigger, string> = {
  manual: 'a person',
  pipeline: 'a pipeline',
  rollback: 'a rollback',
};

export function statusWord(status: DeploymentStatus): string {
  return STATUS[status];
}

export function strategyWord(strategy: DeploymentStrategy): string {
  return STRATEGY[strategy];
}

export function triggerWord(trigger: DeploymentTrigger): string {
  return TRIGGER[trigger];
}

/** "1.42.0 to Production"; the place as the provider names it where no environment is known. */
export function deploymentName(deployment: Deployment): string {
  const where = deployment.environment?.title ?? deployment.place;
  return `${releaseName(deployment)} to ${where}`;
}

/** How far an environment is from the stage before it: "2 versions behind Staging · 5 h". */
export function driftText(drift: Drift, now: Date): string {
  const { title } = drift.against;
  const age = drift.since
    ? ` · ${humanDuration(
        Math.max(0, now.getTime() - Date.parse(drift.since)),
      )}`
    : '';
  switch (drift.state) {
    case 'in-step':
      return `in step with ${title}`;
    case 'different':
      return `not what ${title} runs`;
    default:
      return `${versionsText(drift.versions)}${drift.state} ${title}${age}`;
  }
}

function versionsText(versions: number | null): string {
  if (versions === null) return '';
  return `${versions} version${versions === 1 ? '' : 's'} `;
}

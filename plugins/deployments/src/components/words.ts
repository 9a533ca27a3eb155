import {
  Deployment,
  Drift,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import { DeploymentsTranslator } from '../translation';

/** "1.42.0 to Production"; the place as the provider names it where no environment is known. */
export function deploymentName(
  deployment: Deployment,
  t: DeploymentsTranslator,
): string {
  return t('name', {
    release: releaseName(deployment),
    place: deployment.environment?.title ?? deployment.place,
  });
}

/** How far an environment is from the stage before it: "2 versions behind Staging · 5 h". */
export function driftText(
  drift: Drift,
  now: Date,
  t: DeploymentsTranslator,
): string {
  const environment = drift.against.title;
  switch (drift.state) {
    case 'in-step':
      return t('drift.inStep', { environment });
    case 'different':
      return t('drift.different', { environment });
    default: {
      const distance =
        drift.versions === null
          ? t(`drift.${drift.state}`, { environment })
          : t(`drift.${drift.state}By`, {
              environment,
              count: drift.versions,
            });
      return `${distance}${ageText(drift, now)}`;
    }
  }
}

function ageText({ since }: Drift, now: Date): string {
  if (!since) return '';
  const ms = Math.max(0, now.getTime() - Date.parse(since));
  return ` · ${humanDuration(ms)}`;
}

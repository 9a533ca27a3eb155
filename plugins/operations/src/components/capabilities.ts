import { Capability } from '@opsdeck/backstage-plugin-operations-common';

/** How the five questions are called on screen. */
export const CAPABILITY_TITLES: Record<Capability, string> = {
  deployments: 'Deployments',
  slos: 'SLOs',
  runbooks: 'Runbooks',
  backups: 'Backups',
  incidents: 'Incidents',
};

import { DeploymentRecord } from '@opsdeck/backstage-plugin-deployments-common';
import { createSourcesExtensionPoint } from './sourcesExtensionPoint';

/** Where providers of deployments plug in. */
export const deploymentSourcesExtensionPoint =
  createSourcesExtensionPoint<DeploymentRecord>('deployments');

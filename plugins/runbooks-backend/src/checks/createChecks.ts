import { Check } from '@opsdeck/backstage-plugin-operations-node';
import { ChecksConfig } from '../config/readChecksConfig';
import { RunbookStores } from '../database/openDatabase';
import { TabAccess } from './askTab';
import { createBackupChecks } from './backupChecks';
import { createCertificateCheck } from './certificateCheck';
import { createDeploymentChecks } from './deploymentChecks';
import { createDrillCheck } from './drillCheck';
import { createFreezeCheck } from './freezeCheck';
import { createIncidentChecks } from './incidentChecks';
import { createSloChecks } from './sloChecks';

/** The live checks that the Runbooks tab ships. */
export function createChecks(options: {
  access: TabAccess;
  stores: Pick<RunbookStores, 'documents' | 'runs'>;
  config: ChecksConfig;
}): Check[] {
  const { access, stores, config } = options;
  return [
    ...createBackupChecks(access),
    ...createDeploymentChecks(access),
    ...createSloChecks(access),
    ...createIncidentChecks(access),
    createCertificateCheck(config),
    createDrillCheck(stores),
    createFreezeCheck(config),
  ];
}

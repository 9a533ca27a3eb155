import { BackupRecord } from '@opsdeck/backstage-plugin-backups-common';
import { createSourcesExtensionPoint } from './sourcesExtensionPoint';

/** Where providers of backup status plug in. */
export const backupSourcesExtensionPoint =
  createSourcesExtensionPoint<BackupRecord>('backups');

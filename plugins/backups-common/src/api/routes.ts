import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
} from '@opsdeck/backstage-plugin-operations-common';
import { backupsReadPermission } from '../permission';
import {
  backupsOverviewSchema,
  objectiveSchema,
  recoveryPointPageSchema,
  recoveryPointQuerySchema,
  resourceBackupSchema,
} from './contract';
import {
  pointInTimeSchema,
  protectionSchema,
  recoveryPointSchema,
} from './record';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [backupsReadPermission],
  params: entityParams,
  status: 200,
} as const;

/** The HTTP contract of the Backups tab. */
export const backupsContract = defineContract({
  pluginId: 'backups',
  title: 'Backups',
  description: 'How much would be lost now, by evidence.',
  routes: {
    getOverview: {
      ...read,
      path: ENTITY_ROUTE,
      summary: 'How much would be lost now, for each resource of an entity',
      answer: backupsOverviewSchema,
      refusals: { 404: 'The catalog has no such entity for the caller.' },
    },
    listRecoveryPoints: {
      ...read,
      path: `${ENTITY_ROUTE}/recovery-points`,
      summary: 'Recovery points of one resource, newest data first',
      query: recoveryPointQuerySchema,
      answer: recoveryPointPageSchema,
      refusals: { 404: 'There is no such entity, or it has no such resource.' },
    },
  },
  schemas: {
    BackupsOverview: backupsOverviewSchema,
    Objective: objectiveSchema,
    PointInTime: pointInTimeSchema,
    Protection: protectionSchema,
    RecoveryPoint: recoveryPointSchema,
    RecoveryPointPage: recoveryPointPageSchema,
    ResourceBackup: resourceBackupSchema,
  },
});

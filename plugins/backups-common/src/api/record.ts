import { environmentFactsSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

export const recoveryPointKindSchema = z.enum([
  'automated',
  'manual',
  'copy',
  'other',
]);

export const recoveryPointStatusSchema = z.enum([
  /** Complete and usable for a restore: only these count. */
  'available',
  'creating',
  'failed',
  'other',
]);

export const recoveryPointSchema = z.object({
  /** The provider's own key. */
  key: z.string().min(1),
  kind: recoveryPointKindSchema,
  status: recoveryPointStatusSchema,
  /** The provider's own word for the status. */
  providerStatus: z.string(),
  /** The instant of the data in it (UTC), not of the copy; null while unknown. */
  dataTime: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime().nullable(),
  /** Where it lies, for example a region. */
  location: z.string(),
  encrypted: z.boolean().nullable(),
});

/** Something that a restore can start from. */
export type RecoveryPoint = z.infer<typeof recoveryPointSchema>;

export const protectionSchema = z.object({
  /** Whether the provider backs it up by itself. */
  automated: z.boolean(),
  retentionDays: z.number().nonnegative().nullable(),
  /** Daily window in which backups run, `hh:mm-hh:mm` UTC. */
  backupWindow: z.string().nullable(),
  /** Weekly maintenance window, `ddd:hh:mm-ddd:hh:mm` UTC. */
  maintenanceWindow: z.string().nullable(),
  encrypted: z.boolean().nullable(),
  multiZone: z.boolean().nullable(),
  /** Other regions that hold a continuously replicated backup. */
  copyLocations: z.array(z.string()),
});

/** What is configured at the provider. */
export type Protection = z.infer<typeof protectionSchema>;

export const backupRecordSchema = z.object({
  /** The provider's own key, for example an ARN. */
  key: z.string().min(1),
  title: z.string().min(1),
  type: z.enum(['database', 'bucket', 'volume', 'cluster', 'configuration']),
  /** Product and version, for example "postgres 16.4". */
  engine: z.string().nullable(),
  location: z.string(),
  /** Under which annotations the catalog may know the resource, best first. */
  bindings: z.array(z.object({ annotation: z.string(), value: z.string() })),
  environmentFacts: environmentFactsSchema,
  protection: protectionSchema,
  /** Continuous recovery range; null when it is off. */
  pointInTime: z
    .object({
      earliest: z.iso.datetime().nullable(),
      latest: z.iso.datetime(),
    })
    .nullable(),
  recoveryPoints: z.array(recoveryPointSchema),
});

/** What a backup source yields: one resource that can be backed up, with all that exists of it. */
export type BackupRecord = z.infer<typeof backupRecordSchema>;

import {
  bindingFactsSchema,
  environmentFactsSchema,
} from '@opsdeck/backstage-plugin-operations-common';
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
  key: z.string().min(1).max(512),
  kind: recoveryPointKindSchema,
  status: recoveryPointStatusSchema,
  /** The provider's own word for the status. */
  providerStatus: z.string().max(255),
  /** The instant of the data in it (UTC), not of the copy; null while unknown. */
  dataTime: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime().nullable(),
  /**
   * When it became usable (UTC): in the provider's words, else when a reading
   * first found it so. Absent or null while unknown.
   */
  completedAt: z.iso.datetime().nullable().optional(),
  /** Where it lies, for example a region. */
  location: z.string().max(255),
  encrypted: z.boolean().nullable(),
});

/** Something that a restore can start from. */
export type RecoveryPoint = z.infer<typeof recoveryPointSchema>;

export const pointInTimeSchema = z.object({
  /** Start of the range (UTC); null when the provider does not say. */
  earliest: z.iso.datetime().nullable(),
  /** End of the range (UTC): the latest instant that can be restored. */
  latest: z.iso.datetime(),
  /** How often the provider moves the end on, in milliseconds; absent when it does not say. */
  intervalMs: z.number().int().positive().optional(),
});

/** A continuous range: every instant in it can be restored. */
export type PointInTime = z.infer<typeof pointInTimeSchema>;

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
  key: z.string().min(1).max(512),
  title: z.string().min(1).max(255),
  type: z.enum(['database', 'bucket', 'volume', 'cluster', 'configuration']),
  /** Product and version, for example "postgres 16.4". */
  engine: z.string().nullable(),
  location: z.string(),
  /** Under which annotations the catalog may know the resource, best first. */
  bindings: z.array(z.object({ annotation: z.string(), value: z.string() })),
  /** What claims by tags and rules of the configuration look at. */
  bindingFacts: bindingFactsSchema.optional(),
  environmentFacts: environmentFactsSchema,
  protection: protectionSchema,
  /** Null when it is off. */
  pointInTime: pointInTimeSchema.nullable(),
  recoveryPoints: z.array(recoveryPointSchema),
});

/** What a backup source yields: one resource that can be backed up, with all that exists of it. */
export type BackupRecord = z.infer<typeof backupRecordSchema>;

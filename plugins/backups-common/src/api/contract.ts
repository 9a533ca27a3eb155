import {
  assessmentSchema,
  environmentSchema,
  freshnessSchema,
  inputText,
  lookUpText,
  verdictSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import {
  pointInTimeSchema,
  protectionSchema,
  recoveryPointSchema,
} from './record';

export const objectiveSchema = z.object({
  /** Recovery point objective: how much may be lost (ISO-8601 duration). */
  rpo: z.string().nullable(),
  /** Recovery time objective: how long it may take (ISO-8601 duration). */
  rto: z.string().nullable(),
  tier: z.string().nullable(),
  dataClass: z.string().nullable(),
  /** The entity whose annotations declare it. */
  declaredBy: z.string(),
  /** What is wrong with the declaration, naming the annotation. */
  problems: z.array(z.string()),
});

/** What was promised. */
export type Objective = z.infer<typeof objectiveSchema>;

export const resourceBackupSchema = z.object({
  /** Null when the catalog declares the resource but no source reads it. */
  key: z.string().nullable(),
  /** The source that reads it: with the key it names the resource. Null as the key is. */
  sourceId: z.string().nullable().optional(),
  entityRef: z.string(),
  title: z.string(),
  type: z.string(),
  engine: z.string().nullable(),
  location: z.string().nullable(),
  environment: environmentSchema.nullable(),
  objective: objectiveSchema,
  /** What stands behind the declared RTO, in words; null when none is declared. It is no verdict. */
  recoveryTimeProof: z.string().nullable().optional(),
  protection: protectionSchema.nullable(),
  /** Where the configuration cannot keep what is declared, one sentence each. */
  findings: z.array(z.string()).optional(),
  pointInTime: pointInTimeSchema.nullable(),
  /** The latest instant that can be restored (UTC). */
  restorableAt: z.iso.datetime().nullable(),
  /** How much would be lost now, in milliseconds. */
  exposureMs: z.number().nullable(),
  /** How much would be lost at worst while everything works, in milliseconds; null while unknown. */
  worstCaseMs: z.number().nullable().optional(),
  /**
   * When the RPO is passed if no new point arrives (UTC). Null while a
   * continuous range keeps it: that moves on by itself.
   */
  breachAt: z.iso.datetime().nullable(),
  /** Null when no RPO is declared. */
  assessment: assessmentSchema.nullable(),
  lastGoodPoint: recoveryPointSchema.nullable(),
  /** Failed points since the last good one. */
  failedSince: z.number().int().nonnegative(),
  freshness: freshnessSchema.nullable(),
});

/** One row of the Backups tab. */
export type ResourceBackup = z.infer<typeof resourceBackupSchema>;

export const backupsOverviewSchema = z.object({
  entityRef: z.string(),
  evaluatedAt: z.iso.datetime(),
  /** The first line of the tab, in words. */
  headline: z.string(),
  /** Null when no objective is declared. */
  verdict: verdictSchema.nullable(),
  /** Worst first. */
  resources: z.array(resourceBackupSchema),
  /**
   * Every scope that feeds this tab; while a declared resource has not been
   * found, also every scope that could not be read yet.
   */
  sources: z.array(freshnessSchema),
});

/** The answer to "how much would be lost now?" for one entity. */
export type BackupsOverview = z.infer<typeof backupsOverviewSchema>;

export const recoveryPointPageSchema = z.object({
  items: z.array(recoveryPointSchema),
  nextCursor: z.string().nullable(),
});

export type RecoveryPointPage = z.infer<typeof recoveryPointPageSchema>;

export const recoveryPointQuerySchema = z.object({
  /** The provider's key of the resource. */
  resourceKey: lookUpText(512),
  /** The source that reads it; needed only where two sources read the same resource. */
  sourceId: lookUpText(100).optional(),
  cursor: inputText(1500).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});

export type RecoveryPointQuery = z.input<typeof recoveryPointQuerySchema>;

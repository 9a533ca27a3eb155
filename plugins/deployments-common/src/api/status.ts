import { z } from 'zod/v4';

/**
 * Where a deployment stands, in one vocabulary for all providers. The
 * provider's own word is always kept beside it.
 */
export const DEPLOYMENT_STATUSES = [
  /** Asked for and not begun: waiting for a runner, a turn or an approval. */
  'queued',
  'running',
  /** Begun and held, by a person or by a step of its strategy. */
  'paused',
  'succeeded',
  'failed',
  'cancelled',
  'rolling-back',
  'rolled-back',
  /** A later deployment took its place. Never a failure. */
  'superseded',
] as const;

export const deploymentStatusSchema = z.enum(DEPLOYMENT_STATUSES);

export type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

/** How the new version takes over from the old one. */
export const deploymentStrategySchema = z.enum([
  'rolling',
  'recreate',
  'blue-green',
  'canary',
  'linear',
  /** An earlier, tested build is given the traffic, as Vercel does. */
  'promote',
  'other',
]);

export type DeploymentStrategy = z.infer<typeof deploymentStrategySchema>;

export const deploymentTriggerSchema = z.enum([
  /** A person pressed a button or ran a command. */
  'manual',
  /** A pipeline or another program. */
  'pipeline',
  /** Somebody or something went back to an earlier version. */
  'rollback',
]);

export type DeploymentTrigger = z.infer<typeof deploymentTriggerSchema>;

export const healthLevelSchema = z.enum([
  /** Everything that is wanted is ready. */
  'healthy',
  /** A rollout is under way. */
  'progressing',
  /** It serves, with less than is wanted. */
  'degraded',
  /** It does not serve, or less than the least that is allowed. */
  'unavailable',
  /** Nothing is wanted: scaled to zero. */
  'stopped',
  'unknown',
]);

export type HealthLevel = z.infer<typeof healthLevelSchema>;

import {
  bindingFactsSchema,
  environmentFactsSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { artifactSchema, linkSchema } from './artifact';
import {
  deploymentStatusSchema,
  deploymentStrategySchema,
  deploymentTriggerSchema,
  healthLevelSchema,
} from './status';

/** UTC with milliseconds: texts of one length sort as the instants do. */
const instant = z.iso
  .datetime({ offset: true })
  .transform(text => new Date(text).toISOString());

const key = z.string().min(1).max(255);

const bindingsSchema = z
  .array(z.object({ annotation: z.string(), value: z.string() }))
  .max(10);

const provenance = {
  artifact: artifactSchema,
  /** Commit that the artifact was built from, in full where it is known. */
  commit: z.string().min(7).max(64).nullable(),
  /** Where the commit lies, for example `github.com/acme/orders`. */
  repository: z.string().min(1).max(300).nullable(),
};

const place = {
  environmentFacts: environmentFactsSchema,
  /** Under which annotations the catalog may know the service, best first. */
  bindings: bindingsSchema,
  /** What claims by labels and rules of the configuration look at; not kept with what is bound. */
  bindingFacts: bindingFactsSchema.optional(),
  links: z.array(linkSchema).max(20),
};

export const statusChangeSchema = z.object({
  status: deploymentStatusSchema,
  /** The provider's own word, for example `in_progress`. */
  providerState: z.string().min(1).max(200),
  at: instant,
  /** What the provider says to it. */
  note: z.string().max(2_000).nullable(),
});

/** One step of a deployment's way, as its provider reports it. */
export type StatusChange = z.infer<typeof statusChangeSchema>;

export const deploymentAttemptSchema = z.object({
  kind: z.literal('attempt'),
  /** The provider's own key: the same attempt always has the same one. */
  key,
  ...provenance,
  /** Login or name of who deployed; null when the provider does not know. */
  author: z.string().min(1).max(200).nullable(),
  trigger: deploymentTriggerSchema.nullable(),
  /** Why, in the words of whoever deployed. */
  cause: z.string().min(1).max(2_000).nullable(),
  strategy: deploymentStrategySchema.nullable(),
  status: deploymentStatusSchema,
  /** The provider's own word for the status. */
  providerState: z.string().min(1).max(200),
  /**
   * When it was asked for or began. Null when the provider cannot say (any
   * more): then the ledger keeps what it knew, and leaves out what it never knew.
   */
  startedAt: instant.nullable(),
  /** When it ended, one way or the other; null while it goes on or when that is not known. */
  finishedAt: instant.nullable(),
  /** Its way so far, oldest first, as far as the provider tells. */
  history: z.array(statusChangeSchema).max(200),
  ...place,
});

/** One attempt to deploy one artifact to one place, as one source reports it. */
export type DeploymentAttempt = z.infer<typeof deploymentAttemptSchema>;

export const replicasSchema = z.object({
  wanted: z.number().int().nonnegative(),
  ready: z.number().int().nonnegative(),
});

export const runningVersionSchema = z.object({
  kind: z.literal('running'),
  /** The provider's own key of what runs, for example a workload. */
  key,
  /** Name for people, for example "Deployment shop/orders". */
  title: z.string().min(1).max(255),
  /** What serves now: while a rollout is under way, still the version before. */
  ...provenance,
  /** Since when the version has been running; null when the provider cannot say. */
  since: instant.nullable(),
  strategy: deploymentStrategySchema.nullable(),
  replicas: replicasSchema.nullable(),
  health: healthLevelSchema,
  /** Why it is not healthy, in plain words; empty when it is. */
  healthReason: z.string().max(2_000),
  ...place,
});

/** What runs somewhere at the time of the reading. */
export type RunningVersion = z.infer<typeof runningVersionSchema>;

export const deploymentRecordSchema = z.discriminatedUnion('kind', [
  deploymentAttemptSchema,
  runningVersionSchema,
]);

/** What a deployment source yields: attempts, and what runs now where the provider knows. */
export type DeploymentRecord = z.infer<typeof deploymentRecordSchema>;

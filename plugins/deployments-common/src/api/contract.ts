import {
  assessmentSchema,
  environmentSchema,
  freshnessSchema,
  inputText,
  lookUpText,
  verdictSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { artifactSchema, linkSchema } from './artifact';
import {
  deploymentStatusSchema,
  deploymentStrategySchema,
  deploymentTriggerSchema,
  healthLevelSchema,
} from './status';

const instant = z.iso.datetime();

export const deploymentSchema = z.object({
  /** Stable and opaque. */
  id: z.string(),
  entityRef: z.string(),
  /** Null when no rule of `opsdeck.environments` fits the place. */
  environment: environmentSchema.nullable(),
  /** Where it went in the provider's words, for example "cluster prod, namespace orders". */
  place: z.string(),
  artifact: artifactSchema,
  commit: z.string().nullable(),
  repository: z.string().nullable(),
  author: z.string().nullable(),
  trigger: deploymentTriggerSchema.nullable(),
  cause: z.string().nullable(),
  strategy: deploymentStrategySchema.nullable(),
  status: deploymentStatusSchema,
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Every source that reports it, with the provider's own word for its status. */
  sources: z.array(
    z.object({
      sourceId: z.string(),
      scopeId: z.string(),
      title: z.string(),
      providerState: z.string(),
    }),
  ),
  links: z.array(linkSchema),
});

/** One deployment, whichever and however many sources report it. */
export type Deployment = z.infer<typeof deploymentSchema>;

export const driftSchema = z.object({
  /** The environment one stage earlier that this one is compared with. */
  against: environmentSchema,
  /** `different`: both run something the ledger cannot put in order. */
  state: z.enum(['in-step', 'behind', 'ahead', 'different']),
  /** Number of versions between them; null when the ledger does not know. */
  versions: z.number().int().positive().nullable(),
  /** Since when they have differed (UTC); null when the ledger does not know. */
  since: instant.nullable(),
});

/** How far an environment is from the stage before it. */
export type Drift = z.infer<typeof driftSchema>;

export const workloadSchema = z.object({
  title: z.string(),
  artifact: artifactSchema,
  replicas: z
    .object({ wanted: z.number().int(), ready: z.number().int() })
    .nullable(),
  health: healthLevelSchema,
  healthReason: z.string(),
  links: z.array(linkSchema),
});

/** One thing that runs in an environment. */
export type Workload = z.infer<typeof workloadSchema>;

export const environmentCellSchema = z.object({
  environment: environmentSchema,
  /** What runs; null when nothing is known to run. */
  artifact: artifactSchema.nullable(),
  commit: z.string().nullable(),
  /** Since when this version has been running without a break (UTC). */
  since: instant.nullable(),
  /** Who brought it. */
  author: z.string().nullable(),
  strategy: deploymentStrategySchema.nullable(),
  /** Worst of the workloads; `unknown` when no source reports health. */
  health: healthLevelSchema,
  /** Why the health is not good, in plain words; empty when it is. */
  healthReason: z.string(),
  workloads: z.array(workloadSchema),
  /** The newest attempt, whatever became of it. */
  latest: deploymentSchema.nullable(),
  /** The attempt that is under way. */
  rollingOut: deploymentSchema.nullable(),
  /** Null for the first stage, and where one side is not known. */
  drift: driftSchema.nullable(),
  /** Only production and disaster recovery are judged; null for other tiers. */
  assessment: assessmentSchema.nullable(),
  freshness: z.array(freshnessSchema),
});

/** One column of the environment matrix. */
export type EnvironmentCell = z.infer<typeof environmentCellSchema>;

export const deploymentsOverviewSchema = z.object({
  entityRef: z.string(),
  evaluatedAt: instant,
  /** The first line of the tab, in words. */
  headline: z.string(),
  /** Null when nothing is bound, or nothing is in production. */
  verdict: verdictSchema.nullable(),
  /** First stage first; environments in which nothing was ever seen are left out. */
  environments: z.array(environmentCellSchema),
  /** Places of this entity that no rule of `opsdeck.environments` fits. */
  unmapped: z.array(z.string()),
  /** Everybody who deployed, for the filter. */
  authors: z.array(z.string()),
  /** Every scope that feeds this tab. */
  sources: z.array(freshnessSchema),
});

/** The answer to "what runs where?" for one entity. */
export type DeploymentsOverview = z.infer<typeof deploymentsOverviewSchema>;

export const deploymentPageSchema = z.object({
  items: z.array(deploymentSchema),
  nextCursor: z.string().nullable(),
});

export type DeploymentPage = z.infer<typeof deploymentPageSchema>;

/** A query parameter that may be given several times. */
function repeated<T extends z.ZodType<string>>(item: T) {
  return z
    .union([item.transform(value => [value]), z.array(item).max(50)])
    .optional();
}

export const deploymentQuerySchema = z.object({
  /** Ids of `opsdeck.environments`; several are alternatives. */
  environment: repeated(lookUpText(255)),
  status: repeated(deploymentStatusSchema),
  author: lookUpText(200).optional(),
  cursor: inputText(500).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});

export type DeploymentQuery = z.input<typeof deploymentQuerySchema>;

export const deploymentReportSchema = z.object({
  sourceId: z.string(),
  sourceTitle: z.string(),
  scopeId: z.string(),
  /** The provider's own key. */
  key: z.string(),
  status: deploymentStatusSchema,
  providerState: z.string(),
  history: z.array(
    z.object({
      status: deploymentStatusSchema,
      providerState: z.string(),
      at: instant,
      note: z.string().nullable(),
    }),
  ),
  links: z.array(linkSchema),
  freshness: freshnessSchema.nullable(),
});

/** What one source says about a deployment. */
export type DeploymentReport = z.infer<typeof deploymentReportSchema>;

export const deploymentDetailSchema = z.object({
  deployment: deploymentSchema,
  /** What ran there before: the one to go back to. */
  previous: deploymentSchema.nullable(),
  reports: z.array(deploymentReportSchema),
});

export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;

export const changesQuerySchema = z
  .object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
    error: 'must not be after "to"',
    path: ['from'],
  });

export type ChangesQuery = z.input<typeof changesQuerySchema>;

export const deploymentChangesSchema = z.object({
  /** Deployments that were under way at some time of the range, newest first. */
  items: z.array(deploymentSchema),
  /** Whether there are more than an answer holds: ask for a shorter range. */
  truncated: z.boolean(),
});

export type DeploymentChanges = z.infer<typeof deploymentChangesSchema>;

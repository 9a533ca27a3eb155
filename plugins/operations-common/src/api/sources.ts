import { z } from 'zod/v4';
import { inputText, lookUpText } from '../contract/text';
import { freshnessSchema, sourceFailureSchema } from '../freshness';

export const sourceRunOutcomeSchema = z.enum([
  'running',
  'succeeded',
  /** Some pages were kept, then the provider failed. */
  'partial',
  'failed',
  /** The process died or was overtaken; another run took over. */
  'lost',
]);

export const sourceRunSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  outcome: sourceRunOutcomeSchema,
  /** Records accepted. */
  records: z.number().int().nonnegative(),
  /** Records that could not be processed and went to the dead letters. */
  rejected: z.number().int().nonnegative(),
  /** Requests made to the provider, retries included. */
  calls: z.number().int().nonnegative(),
  failure: sourceFailureSchema.nullable(),
});

export type SourceRun = z.infer<typeof sourceRunSchema>;

/** How many calls a scope may still make. */
export const rateBudgetSchema = z.object({
  /** Who says so: the provider in its last answer, or the source's own limit. */
  toldBy: z.enum(['provider', 'source']),
  /** Calls in a full budget; null when the provider does not say. */
  limit: z.number().int().positive().nullable(),
  /** Calls left at `observedAt`. */
  remaining: z.number().int().nonnegative(),
  /** When the budget is full again (UTC); null when nobody says. */
  resetsAt: z.iso.datetime().nullable(),
  observedAt: z.iso.datetime(),
});

export type RateBudget = z.infer<typeof rateBudgetSchema>;

/** Whether a scope may be read by hand now. */
export const runNowStateSchema = z.object({
  allowed: z.boolean(),
  /** Why not, in words that follow the scope's title; null when allowed. */
  reason: z.string().nullable(),
  /** From when on (UTC); null when allowed. */
  from: z.iso.datetime().nullable(),
});

/** Why a delivery of a webhook was not taken. */
export const deliveryRefusalSchema = z.enum([
  'unknown-receiver',
  'missing-header',
  'repeated-header',
  'malformed-header',
  'malformed-body',
  'wrong-signature',
  'too-old',
  'from-the-future',
  'unknown-topic',
  'untrusted-url',
  'untrusted-certificate',
  'too-large',
  'too-slow',
  'bad-encoding',
]);

/** A receiver of webhooks: it is not read, it is sent to. */
export const receiverStateSchema = z.object({
  /** How its sender proves itself, for example `bearer`. */
  scheme: z.string(),
  /** The longest silence that is expected (ISO-8601 duration); null when no limit is set. */
  maxSilence: z.string().nullable(),
  /** Genuine deliveries of the last 24 hours; repetitions count once. */
  takenLastDay: z.number().int().nonnegative(),
  /** Deliveries that are stored and not processed yet. */
  waiting: z.number().int().nonnegative(),
  /** What was last refused (UTC), and why; null when nothing is known to be. */
  lastRefused: z
    .object({ at: z.iso.datetime(), reason: deliveryRefusalSchema })
    .nullable(),
});

export type ReceiverState = z.infer<typeof receiverStateSchema>;

export const sourceScopeStateSchema = z.object({
  id: z.string(),
  title: z.string(),
  freshness: freshnessSchema,
  lastRun: sourceRunSchema.nullable(),
  /** Closed: normal. Open: paused after repeated failures. Half-open: the next run, or the one under way, is the probe. */
  circuit: z.enum(['closed', 'open', 'half-open']),
  /** End of the pause (UTC); null while the circuit is closed. */
  circuitOpenUntil: z.iso.datetime().nullable(),
  /** Runs that failed since the last success. */
  consecutiveFailures: z.number().int().nonnegative(),
  /** Null when neither the provider nor the source sets a limit. */
  budget: rateBudgetSchema.nullable(),
  runNow: runNowStateSchema,
  /** Records that belong to a catalog entity. */
  bound: z.number().int().nonnegative(),
  /** Records that no catalog entity claims. */
  unbound: z.number().int().nonnegative(),
  /** Dead letters that wait for a replay. */
  deadLetters: z.number().int().nonnegative(),
  /** Only of a receiver of webhooks. */
  receiver: receiverStateSchema.optional(),
});

export const sourceStateSchema = z.object({
  id: z.string(),
  /** The Opsdeck plugin whose data it feeds. */
  pluginId: z.string(),
  title: z.string(),
  provider: z.string(),
  /** How often it is read (ISO-8601 duration); null when it sends by itself. */
  cadence: z.string().nullable(),
  /** What the credentials must be allowed to do, in the provider's own words. */
  requiredPermissions: z.array(z.string()),
  scopes: z.array(sourceScopeStateSchema),
});

/** A source with the state of each of its scopes. */
export type SourceState = z.infer<typeof sourceStateSchema>;
export type SourceScopeState = z.infer<typeof sourceScopeStateSchema>;

export const sourceListSchema = z.object({
  sources: z.array(sourceStateSchema),
});

/** The least privilege of a source, ready to paste at the provider. */
export const sourcePolicySchema = z.object({
  /** What it is and where it goes, for example "IAM policy". */
  title: z.string(),
  format: z.enum(['json', 'yaml', 'text']),
  text: z.string(),
});

export type SourcePolicy = z.infer<typeof sourcePolicySchema>;

export const sourcePoliciesSchema = z.object({
  requiredPermissions: z.array(z.string()),
  /** Empty when the source needs no credentials of its own. */
  policies: z.array(sourcePolicySchema),
});

export type SourcePolicies = z.infer<typeof sourcePoliciesSchema>;

/** Rows of one page, and where the next page begins; null at the end. */
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

const pageQueryShape = {
  /** One scope only. */
  scopeId: lookUpText(255).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: inputText(2_000).optional(),
};

export const runsQuerySchema = z.object({
  scopeId: lookUpText(255),
  limit: pageQueryShape.limit,
  cursor: pageQueryShape.cursor,
});

export type RunsQuery = Pick<z.infer<typeof runsQuerySchema>, 'scopeId'> &
  Partial<z.infer<typeof runsQuerySchema>>;

/** Runs of one scope, newest first. */
export const runPageSchema = pageOf(sourceRunSchema);

export type RunPage = z.infer<typeof runPageSchema>;

export const deadLetterStateSchema = z.enum([
  /** Nobody has dealt with it. */
  'waiting',
  /** A replay stored it. */
  'replayed',
  /** Older than the configured age: kept to be read, no longer counted. */
  'archived',
]);

export type DeadLetterState = z.infer<typeof deadLetterStateSchema>;

export const deadLettersQuerySchema = z.object({
  ...pageQueryShape,
  state: deadLetterStateSchema.optional(),
});

export type DeadLettersQuery = Partial<z.infer<typeof deadLettersQuerySchema>>;

export const deadLetterSummarySchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  scopeId: z.string(),
  state: deadLetterStateSchema,
  /** Who refused it: the source, the record's contract, or the tab's store. */
  refusedBy: z.enum(['source', 'contract', 'store']),
  /** When it arrived last (UTC). */
  arrivedAt: z.iso.datetime(),
  firstArrivedAt: z.iso.datetime(),
  /** How often the same payload arrived. */
  times: z.number().int().positive(),
  /** Why it could not be processed, at the last arrival or replay. */
  reason: z.string(),
  /** Beginning of the payload, secrets redacted. */
  excerpt: z.string(),
  /** Why it cannot be replayed; null when it can. */
  notReplayable: z.string().nullable(),
  /** Replays so far, and when the last one was (UTC). */
  replays: z.number().int().nonnegative(),
  lastReplayAt: z.iso.datetime().nullable(),
});

export type DeadLetterSummary = z.infer<typeof deadLetterSummarySchema>;

export const deadLetterSchema = deadLetterSummarySchema.extend({
  /** The record as it arrived, in full, secrets redacted. */
  payload: z.string(),
});

export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Newest first, with the number of letters per state in all the scopes asked for. */
export const deadLetterPageSchema = pageOf(deadLetterSummarySchema).extend({
  counts: z.object({
    waiting: z.number().int().nonnegative(),
    replayed: z.number().int().nonnegative(),
    archived: z.number().int().nonnegative(),
  }),
});

export type DeadLetterPage = z.infer<typeof deadLetterPageSchema>;

export const replayRequestSchema = z.object({
  /** One scope only; all scopes without it. */
  scopeId: lookUpText(255).optional(),
});

export const replayResultSchema = z.object({
  id: z.string(),
  /**
   * Replayed: stored. Kept: refused again, and it waits on with the new reason.
   * Queued: it is being processed, and how that ends is not known yet. Skipped:
   * not tried.
   */
  outcome: z.enum(['replayed', 'kept', 'queued', 'skipped']),
  /** Why it was not replayed; null when it was. */
  reason: z.string().nullable(),
});

export type ReplayResult = z.infer<typeof replayResultSchema>;

export const replayReportSchema = z.object({
  results: z.array(replayResultSchema),
  /** Waiting letters that this request did not come to: ask again. */
  remaining: z.number().int().nonnegative(),
});

export type ReplayReport = z.infer<typeof replayReportSchema>;

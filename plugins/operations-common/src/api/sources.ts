import { z } from 'zod/v4';
import { PluginFetch, requestJson } from '../client';
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

export const sourceScopeStateSchema = z.object({
  id: z.string(),
  title: z.string(),
  freshness: freshnessSchema,
  lastRun: sourceRunSchema.nullable(),
  /** Closed: normal. Open: paused after repeated failures. Half-open: one probe is under way. */
  circuit: z.enum(['closed', 'open', 'half-open']),
  /** Records that belong to a catalog entity. */
  bound: z.number().int().nonnegative(),
  /** Records that no catalog entity claims. */
  unbound: z.number().int().nonnegative(),
  deadLetters: z.number().int().nonnegative(),
});

export const sourceStateSchema = z.object({
  id: z.string(),
  /** The Opsdeck plugin whose data it feeds. */
  pluginId: z.string(),
  title: z.string(),
  provider: z.string(),
  cadence: z.string(),
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

export const unboundRecordSchema = z.object({
  sourceId: z.string(),
  scopeId: z.string(),
  /** The provider's own key of the record. */
  key: z.string(),
  title: z.string(),
  /** Why no entity claims it: no annotation, several candidates. */
  reason: z.string(),
});

export const deadLetterSchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  scopeId: z.string(),
  arrivedAt: z.iso.datetime(),
  reason: z.string(),
  /** The record as it arrived, secrets redacted. */
  payload: z.string(),
});

export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** The source routes that every collecting backend serves. */
export class SourcesClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  async listSources(options?: {
    signal?: AbortSignal;
  }): Promise<SourceState[]> {
    const answer = await requestJson(
      this.#fetch,
      sourceListSchema,
      '/sources',
      options,
    );
    return answer.sources;
  }

  /** Makes a scope due at once; the collector picks it up within seconds. */
  async runNow(sourceId: string, scopeId: string): Promise<void> {
    await requestJson(
      this.#fetch,
      z.object({ accepted: z.literal(true) }),
      `/sources/${encodeURIComponent(sourceId)}/run`,
      { method: 'POST', body: { scopeId } },
    );
  }

  async listDeadLetters(sourceId: string): Promise<DeadLetter[]> {
    const answer = await requestJson(
      this.#fetch,
      z.object({ deadLetters: z.array(deadLetterSchema) }),
      `/sources/${encodeURIComponent(sourceId)}/dead-letters`,
    );
    return answer.deadLetters;
  }
}

import { z } from 'zod/v4';
import { PluginFetch, requestJson } from '../client';
import { lookUpText } from '../contract';
import { haltSchema } from '../entityLife';
import { capabilitySchema } from '../status';

const refSchema = lookUpText(255);

export const fleetProposalSchema = z.object({
  from: refSchema,
  to: refSchema,
  evidence: z.string(),
  /** When the first backend saw it. */
  since: z.iso.datetime(),
  /** Backends that have history under the old ref. */
  plugins: z.array(capabilitySchema),
});

export const fleetEntitiesSchema = z.object({
  /** Renames that nobody declared and that wait for a decision. */
  proposals: z.array(fleetProposalSchema),
  /** Decisions, the newest first. */
  decisions: z.array(
    z.object({
      from: refSchema,
      to: refSchema,
      decision: z.enum(['accepted', 'declined']),
      by: z.string(),
      at: z.iso.datetime(),
      /** Backends that do not know of it yet; they are told until they do. */
      pending: z.array(capabilitySchema),
    }),
  ),
  plugins: z.array(
    z.object({
      pluginId: capabilitySchema,
      /** Null when the backend answered; otherwise why it did not, in plain words. */
      problem: z.string().nullable(),
      /** Declared renames that cannot be done, and annotations that cannot be read. */
      problems: z.array(
        z.object({ entityRef: z.string(), message: z.string() }),
      ),
      halt: haltSchema.nullable(),
    }),
  ),
});

/** Renamed and vanished entities, over all backends. */
export type FleetEntities = z.infer<typeof fleetEntitiesSchema>;

export const entityDecisionSchema = z
  .object({
    from: refSchema,
    to: refSchema,
    decision: z.enum(['accepted', 'declined']),
  })
  .refine(({ from, to }) => from !== to, { error: 'from and to are the same' });

export type EntityDecision = z.infer<typeof entityDecisionSchema>;

/** The part of the operations API about entities that are renamed or leave. */
export class EntitiesClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  get(options: { signal?: AbortSignal } = {}): Promise<FleetEntities> {
    return requestJson(
      this.#fetch,
      fleetEntitiesSchema,
      '/entities/life',
      options,
    );
  }

  /** Accepts or declines a proposed rename, for every backend. */
  async decide(decision: EntityDecision): Promise<void> {
    await this.#post('/entities/life/decisions', decision);
  }

  /** Confirms that the entities that a backend misses have really left. */
  async confirm(pluginId: string): Promise<void> {
    await this.#post(`/entities/life/${encodeURIComponent(pluginId)}/confirm`);
  }

  async #post(path: string, body?: unknown): Promise<void> {
    await requestJson(this.#fetch, z.object({ accepted: z.boolean() }), path, {
      method: 'POST',
      body,
    });
  }
}

import { z } from 'zod/v4';
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

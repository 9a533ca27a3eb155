import { z } from 'zod/v4';
import { capabilitySchema } from '../status';
import { verdictSchema } from '../verdict';

/** The topic of Backstage's event bus on which changes of verdicts are told. */
export const STATUS_TOPIC = 'opsdeck.status';

export const statusChangeSchema = z.object({
  entityRef: z.string(),
  capability: capabilitySchema,
  /** Null when nothing was declared. */
  from: verdictSchema.nullable(),
  /** Null when nothing is declared any more. */
  to: verdictSchema.nullable(),
  /** Since when the new verdict holds (UTC). */
  since: z.iso.datetime(),
  /** Grows with each status of an entity and capability: a smaller one is older news. */
  sequence: z.number().int(),
});

/** One tab's verdict on one entity is another one now. */
export type StatusChange = z.infer<typeof statusChangeSchema>;

/**
 * Payload of an event under {@link STATUS_TOPIC}. A hint and no ledger: an event
 * can be lost with the process that was to send it, so ask the board for the
 * state. What the board sees for the first time is no change.
 */
export const statusEventSchema = z.object({
  changes: z.array(statusChangeSchema).min(1).max(100),
});

export type StatusEvent = z.infer<typeof statusEventSchema>;

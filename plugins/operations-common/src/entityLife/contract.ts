import { z } from 'zod/v4';
import { lookUpText } from '../contract';

const entityRef = lookUpText(255);

export const renameProposalSchema = z.object({
  from: entityRef,
  to: entityRef,
  /** The annotations that vanished from one and appeared on the other. */
  evidence: z.string(),
  since: z.iso.datetime(),
});

/** A rename that nobody declared, waiting for an administrator. */
export type RenameProposal = z.infer<typeof renameProposalSchema>;

export const haltSchema = z.object({
  since: z.iso.datetime(),
  /** Entities with history that the catalog lost at once. */
  missing: z.number().int(),
  /** Entities with history. */
  total: z.number().int(),
});

/** Why nothing is marked and nothing deleted until an administrator confirms. */
export type EntityLifeHalt = z.infer<typeof haltSchema>;

export const entityLifeSchema = z.object({
  proposals: z.array(renameProposalSchema),
  /** Declared renames that cannot be done, and annotations that cannot be read. */
  problems: z.array(z.object({ entityRef: z.string(), message: z.string() })),
  halt: haltSchema.nullable(),
});

/** What one backend has to say of the entities behind its rows. */
export type EntityLifeState = z.infer<typeof entityLifeSchema>;

export const renameDecisionSchema = z.object({
  from: entityRef,
  to: entityRef,
  decision: z.enum(['accepted', 'declined']),
  /** Who decided. */
  by: entityRef,
});

/** An administrator's word on a rename, the same for every backend. */
export type RenameDecision = z.infer<typeof renameDecisionSchema>;

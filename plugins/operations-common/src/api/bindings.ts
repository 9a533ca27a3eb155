import { z } from 'zod/v4';
import { entityRefText, lookUpText } from '../contract';

export const bindingSchema = z.object({
  sourceId: z.string(),
  scopeId: z.string(),
  /** The provider's own key of the record. */
  key: z.string(),
  title: z.string(),
  /** Null while no entity claims it. */
  entityRef: z.string().nullable(),
  /** Through what it was bound, or why it is not, as it was noted with the record. */
  note: z.string(),
  /** What the catalog says of it at this moment; null where too little of the record is kept to ask. */
  now: z
    .object({
      entityRef: z.string().nullable(),
      via: z
        .object({
          type: z.enum(['annotation', 'selector', 'rule']),
          /** The annotation as it is written, or the key of the rule. */
          name: z.string(),
          value: z.string(),
        })
        .nullable(),
      /** Why it is not bound; null when it is. */
      reason: z.string().nullable(),
      /** Entities that claim it alike. */
      candidates: z.array(z.string()),
    })
    .nullable(),
});

/** A record of a source, whose it is and why. */
export type RecordBinding = z.infer<typeof bindingSchema>;

export const bindingPageSchema = z.object({
  bindings: z.array(bindingSchema),
  nextCursor: z.string().nullable(),
});

export type RecordBindingPage = z.infer<typeof bindingPageSchema>;

export const bindingQuerySchema = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});

export const sourceBindingQuerySchema = bindingQuerySchema.extend({
  /** One scope only; all scopes without it. */
  scopeId: lookUpText(255).optional(),
  /** Only what is bound, or only what is not. */
  state: z.enum(['bound', 'unbound']).optional(),
});

export const entityBindingQuerySchema = bindingQuerySchema.extend({
  entityRef: entityRefText,
});

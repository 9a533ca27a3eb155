import { z } from 'zod/v4';
import { EnvironmentFacts } from '../environment';

/** Most tags or labels that a record keeps: providers allow fewer. */
export const MAX_LABELS = 128;

/**
 * What a record says of itself beside the annotation values that name it. Tags
 * of a cloud and labels of a cluster are one thing here: `labels`.
 */
export const bindingFactsSchema = z.object({
  /** The provider, for example `aws`. */
  provider: z.string().max(100).optional(),
  /** What it is in the provider's words, for example `rds-instance`. */
  kind: z.string().max(100).optional(),
  /** The provider's name of it, without its place. */
  name: z.string().max(512).optional(),
  /** The installation of the provider that it was read from, for example an Argo CD instance. */
  instance: z.string().max(255).optional(),
  /** The provider's own grouping, for example an Argo CD project. */
  project: z.string().max(255).optional(),
  labels: z
    .record(z.string().max(512), z.string().max(1024))
    .refine(labels => Object.keys(labels).length <= MAX_LABELS, {
      error: `more than ${MAX_LABELS} labels`,
    })
    .optional(),
});

export type BindingFacts = z.infer<typeof bindingFactsSchema>;

/** Everything that claims and rules may look at. */
export type RecordFacts = BindingFacts & EnvironmentFacts;

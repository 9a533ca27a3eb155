import { environmentSchema } from '../environment';
import { freshnessSchema, sourceFailureSchema } from '../freshness';
import { assessmentSchema, observedBySchema, verdictSchema } from '../verdict';

/** Schemas that the contracts of several tabs use, by the name that documents give them. */
export const sharedSchemas = {
  Assessment: assessmentSchema,
  Environment: environmentSchema,
  Freshness: freshnessSchema,
  ObservedBy: observedBySchema,
  SourceFailure: sourceFailureSchema,
  Verdict: verdictSchema,
};

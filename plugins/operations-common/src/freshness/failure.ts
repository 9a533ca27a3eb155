import { z } from 'zod/v4';

/** Everything that can go wrong between us and a provider, told apart. */
export const failureKindSchema = z.enum([
  'unauthorized',
  'forbidden',
  'not-found',
  'throttled',
  'unavailable',
  'timeout',
  'network',
  'malformed',
  'silent',
  'configuration',
  'internal',
]);

export type FailureKind = z.infer<typeof failureKindSchema>;

export const sourceFailureSchema = z.object({
  kind: failureKindSchema,
  /** Plain words: what happened and what to do. Never holds a secret. */
  message: z.string(),
  /** What the credentials lack, in the provider's own words, where it is known. */
  missingPermission: z.string().optional(),
  /** When it happened (UTC). */
  at: z.iso.datetime(),
});

export type SourceFailure = z.infer<typeof sourceFailureSchema>;

const MEANING: Record<FailureKind, string> = {
  unauthorized: 'the credentials were refused',
  forbidden: 'the credentials lack a permission',
  'not-found': 'what was asked for does not exist',
  throttled: 'the provider asks us to slow down',
  unavailable: 'the provider reports a fault of its own',
  timeout: 'the provider did not answer in time',
  network: 'the provider could not be reached',
  malformed: 'the answer could not be understood',
  silent: 'nothing has been heard from the sender',
  configuration: 'the source is not configured correctly',
  internal: 'our own code failed',
};

/** The kind of a failure in plain words, for people who did not write the source. */
export function failureMeaning(kind: FailureKind): string {
  return MEANING[kind];
}

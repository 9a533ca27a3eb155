import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

const LONGEST = 255;

/** Parameters as a runbook gives them: always text. */
export type CheckParameters = Readonly<Record<string, string>>;

/** An ISO-8601 duration such as `PT26H`. */
export const durationParameter = z
  .string()
  .refine(isDuration, 'must be an ISO-8601 duration such as PT26H or P30D');

function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}

/** A number of at least 0 in plain decimal digits. */
export const numberParameter = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a number such as 10')
    .transform(Number)
    .refine(value => value <= most, `must be at most ${most}`);

/** A name or an id. */
export const nameParameter = z
  .string({ error: 'is missing' })
  .trim()
  .min(1, 'must not be empty')
  .max(LONGEST);

export const environmentParameter = nameParameter
  .optional()
  .describe(
    'id of an environment of `opsdeck.environments`; every production environment unless told',
  );

export const sinceParameter = z
  .enum(['run', 'occurrence', 'any'])
  .optional()
  .describe(
    'from when on an observation counts: since the `run` was started, since its `occurrence` opened, or `any` that is still valid; `run` for checklists of the kinds deployment, incident, alert and recovery, else `any`',
  );

/** The problems of parameters, each naming its key; empty when there are none. */
export function parameterProblems(
  schema: z.ZodType,
  parameters: CheckParameters,
): string[] {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return [];
  return parsed.error.issues.map(issue => {
    const [key] = issue.path;
    const words = wordsOf(issue);
    return key === undefined ? words : `"${String(key)}" ${words}`;
  });
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys
      .map(key => `"${key}"`)
      .join(', ')} is no parameter of it`;
  }
  return issue.message;
}

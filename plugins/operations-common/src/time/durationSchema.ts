import { z } from 'zod/v4';
import { parseDuration } from './duration';

/**
 * A positive ISO-8601 duration in a configuration or a query.
 *
 * @param example - shown in the refusal, for example `PT5M`
 */
export function durationSchema(example: string) {
  return z.string().refine(isDuration, {
    error: `must be an ISO-8601 duration such as ${example}`,
  });
}

function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}

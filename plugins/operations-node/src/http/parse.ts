import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';

/**
 * Checks input against its contract.
 *
 * @throws InputError naming each key that does not fit.
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  return parsed.data;
}

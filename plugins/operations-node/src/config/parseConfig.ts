import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';

/**
 * Reads one key of the configuration against its schema; an absent key is
 * `undefined` to the schema.
 *
 * @throws InputError naming each key that is wrong, in full.
 */
export function parseConfig<T extends z.ZodType>(
  config: Config,
  key: string,
  schema: T,
): z.output<T> {
  const parsed = schema.safeParse(config.getOptional(key));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    issue => `${key}${pathOf(issue.path)}: ${issue.message}`,
  );
  throw new InputError(`Invalid configuration at ${problems.join('; at ')}`);
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
}

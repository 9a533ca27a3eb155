import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  EnvironmentDefinition,
  environmentFactsSchema,
  environmentSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

const definitionSchema = environmentSchema
  .extend({ match: z.array(environmentFactsSchema.strict()).default([]) })
  .strict();

/**
 * Reads `opsdeck.environments`.
 *
 * @throws InputError naming the key that is wrong, or the id that is twice.
 */
export function readEnvironments(config: Config): EnvironmentDefinition[] {
  const key = 'opsdeck.environments';
  const parsed = z
    .array(definitionSchema)
    .safeParse(config.getOptional(key) ?? []);
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration at ${key}: ${z.prettifyError(parsed.error)}`,
    );
  }
  const ids = parsed.data.map(environment => environment.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) {
    throw new InputError(
      `Invalid configuration at ${key}: two environments have the id "${twice}"`,
    );
  }
  return parsed.data.sort((a, b) => a.order - b.order);
}

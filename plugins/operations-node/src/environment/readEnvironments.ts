import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  EnvironmentDefinition,
  environmentFactsSchema,
  environmentSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { parseConfig } from '../config';

const KEY = 'opsdeck.environments';

const ruleSchema = environmentFactsSchema
  .strict()
  .refine(rule => Object.keys(rule).length > 0, {
    error: 'a rule must name at least one fact, such as cluster or account',
  });

const definitionsSchema = z
  .array(
    environmentSchema
      .extend({ match: z.array(ruleSchema).default([]) })
      .strict(),
  )
  .default([]);

/**
 * Reads `opsdeck.environments`, first stage first.
 *
 * @throws InputError naming the key that is wrong, or the id that is twice.
 */
export function readEnvironments(config: Config): EnvironmentDefinition[] {
  const environments = parseConfig(config, KEY, definitionsSchema);
  const ids = environments.map(environment => environment.id);
  const second = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (second >= 0) {
    throw new InputError(
      `Invalid configuration at ${KEY}[${second}].id: there is an environment "${ids[second]}" already`,
    );
  }
  return environments.sort((a, b) => a.order - b.order);
}

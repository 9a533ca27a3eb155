import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { parseConfig } from '../config';

/** What becomes of rows whose entity has left the catalog. */
export interface EntityLifeConfig {
  /** How long they stay (ISO-8601 duration). */
  grace: string;
  /** More than this part of all entities missing at once is taken for a fault of the catalog. */
  maxMissingPercent: number;
}

const schema = z
  .object({
    grace: durationSchema('P30D').default('P30D'),
    maxMissingPercent: z.number().min(0).max(100).default(20),
  })
  .strict()
  .default({ grace: 'P30D', maxMissingPercent: 20 });

/**
 * Reads `opsdeck.entities`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readEntityLifeConfig(config: Config): EntityLifeConfig {
  return parseConfig(config, 'opsdeck.entities', schema);
}

import { Config } from '@backstage/config';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const schema = z
  .strictObject({
    retentionDays: z.number().int().min(30).max(36_500).default(400),
  })
  .prefault({});

export type DeploymentsConfig = z.infer<typeof schema>;

/**
 * Reads `opsdeck.deployments`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readDeploymentsConfig(config: Config): DeploymentsConfig {
  return parseConfig(config, 'opsdeck.deployments', schema);
}

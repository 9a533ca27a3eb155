import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const schema = z
  .object({
    readEvery: durationSchema('PT5M').default('PT5M'),
    actions: z
      .object({ write: z.boolean().default(false) })
      .strict()
      .default({ write: false }),
  })
  .strict()
  .prefault({});

export type RunbooksConfig = z.infer<typeof schema>;

/**
 * Reads `opsdeck.runbooks`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readRunbooksConfig(config: Config): RunbooksConfig {
  return parseConfig(config, 'opsdeck.runbooks', schema);
}

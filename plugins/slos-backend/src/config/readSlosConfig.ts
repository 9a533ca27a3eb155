import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const slosSchema = z
  .strictObject({
    documents: z
      .strictObject({
        cadence: durationSchema('PT5M').default('PT5M'),
      })
      .prefault({}),
  })
  .prefault({});

/** What `opsdeck.slos` says. */
export type SlosConfig = z.infer<typeof slosSchema>;

/** @throws InputError naming the key that is wrong. */
export function readSlosConfig(config: Config): SlosConfig {
  return parseConfig(config, 'opsdeck.slos', slosSchema);
}

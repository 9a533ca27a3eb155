import { Config } from '@backstage/config';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const schema = z
  .object({
    readEvery: z
      .string()
      .default('PT5M')
      .superRefine((text, context) => {
        try {
          parseDuration(text);
        } catch (error) {
          context.addIssue({ code: 'custom', message: String(error) });
        }
      }),
    // `readChecksConfig` reads them.
    certificates: z.unknown().optional(),
    freezes: z.unknown().optional(),
    checkMatches: z.unknown().optional(),
  })
  .strict()
  .default({ readEvery: 'PT5M' });

export type RunbooksConfig = z.infer<typeof schema>;

/**
 * Reads `opsdeck.runbooks`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readRunbooksConfig(config: Config): RunbooksConfig {
  return parseConfig(config, 'opsdeck.runbooks', schema);
}

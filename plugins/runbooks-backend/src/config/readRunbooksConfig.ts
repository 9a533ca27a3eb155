import { Config } from '@backstage/config';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

/** Files stand in the database and in memory while they come in. */
const LARGEST_FILE = 25 * 1024 * 1024;
const DEFAULT_FILE = 5 * 1024 * 1024;

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
    maxFileBytes: z
      .number()
      .int()
      .positive()
      .max(LARGEST_FILE)
      .default(DEFAULT_FILE),
  })
  .strict()
  .default({ readEvery: 'PT5M', maxFileBytes: DEFAULT_FILE });

export type RunbooksConfig = z.infer<typeof schema>;

/**
 * Reads `opsdeck.runbooks`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readRunbooksConfig(config: Config): RunbooksConfig {
  return parseConfig(config, 'opsdeck.runbooks', schema);
}

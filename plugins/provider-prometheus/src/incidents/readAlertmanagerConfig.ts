import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

const instanceSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().optional(),
  baseUrl: z.url(),
  token: z.string().optional(),
});

const alertmanagerSchema = z.strictObject({
  instances: z.array(instanceSchema).default([]),
  cadence: z.string().default('PT1M'),
});

export type AlertmanagerConfig = z.infer<typeof alertmanagerSchema>;
export type AlertmanagerInstance = z.infer<typeof instanceSchema>;

/**
 * Reads `opsdeck.providers.alertmanager`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readAlertmanagerConfig(
  config: Config,
): AlertmanagerConfig | undefined {
  const key = 'opsdeck.providers.alertmanager';
  const value = config.getOptional(key);
  if (value === undefined) return undefined;
  const parsed = alertmanagerSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration at ${key}: ${z.prettifyError(parsed.error)}`,
    );
  }
  parseDuration(parsed.data.cadence);
  return parsed.data;
}

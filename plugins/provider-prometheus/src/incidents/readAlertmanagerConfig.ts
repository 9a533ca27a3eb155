import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const instanceSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[\w.-]{1,100}$/,
      'may hold letters, digits, dashes, dots and underscores',
    ),
  title: z.string().min(1).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }),
  token: z.string().min(1).optional(),
});

const alertmanagerSchema = z
  .strictObject({
    instances: z
      .array(instanceSchema)
      .min(1)
      .refine(
        instances =>
          new Set(instances.map(({ id }) => id)).size === instances.length,
        { error: 'names an instance twice' },
      ),
    cadence: durationSchema('PT1M').default('PT1M'),
  })
  .optional();

/** What `opsdeck.providers.alertmanager` says. */
export type AlertmanagerConfig = NonNullable<
  z.infer<typeof alertmanagerSchema>
>;

/** One server that speaks the API v2 of Alertmanager. */
export type AlertmanagerInstance = z.infer<typeof instanceSchema>;

/**
 * Reads `opsdeck.providers.alertmanager`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readAlertmanagerConfig(
  config: Config,
): AlertmanagerConfig | undefined {
  return parseConfig(
    config,
    'opsdeck.providers.alertmanager',
    alertmanagerSchema,
  );
}

import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const instanceSchema = z
  .strictObject({
    id: z.string().min(1).max(255),
    title: z.string().min(1).optional(),
    baseUrl: z.url({ protocol: /^https?$/ }),
    token: z.string().min(1).optional(),
    basicAuth: z
      .strictObject({ username: z.string().min(1), password: z.string() })
      .optional(),
    /** Tenant of a multi-tenant server such as Mimir, sent as `X-Scope-OrgID`. */
    tenant: z.string().min(1).optional(),
  })
  .refine(({ token, basicAuth }) => !(token && basicAuth), {
    error: 'give either token or basicAuth, not both',
  });

const prometheusSchema = z
  .strictObject({
    cadence: durationSchema('PT5M').default('PT5M'),
    instances: z.array(instanceSchema).min(1),
  })
  .optional();

/** One server that speaks the HTTP API of Prometheus. */
export type PrometheusInstance = z.infer<typeof instanceSchema>;

/** What `opsdeck.providers.prometheus` says. */
export type PrometheusConfig = NonNullable<z.infer<typeof prometheusSchema>>;

/**
 * Reads `opsdeck.providers.prometheus`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readPrometheusConfig(
  config: Config,
): PrometheusConfig | undefined {
  return parseConfig(config, 'opsdeck.providers.prometheus', prometheusSchema);
}

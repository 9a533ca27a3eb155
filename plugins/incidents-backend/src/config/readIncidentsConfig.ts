import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_TARGETS,
  SeverityTargets,
  severitySchema,
  severityTargetSchema,
} from '@opsdeck/backstage-plugin-incidents-common';
import { z } from 'zod/v4';

const receiverSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'may hold lower-case letters, digits and dashes'),
  token: z.string().min(16, 'must have at least 16 characters'),
});

const ruleSchema = z.strictObject({
  /** Labels that an alert must carry, with these values. */
  match: z.record(z.string(), z.string()),
  severity: severitySchema,
});

const incidentsSchema = z.strictObject({
  webhooks: z
    .strictObject({ alertmanager: z.array(receiverSchema).default([]) })
    .prefault({}),
  targets: z.partialRecord(severitySchema, severityTargetSchema).default({}),
  openOn: z.array(ruleSchema).default([
    {
      match: { severity: 'critical', environment: 'production' },
      severity: 'P1',
    },
  ]),
});

export type OpeningRule = z.infer<typeof ruleSchema>;

export interface IncidentsConfig {
  receivers: { id: string; token: string }[];
  targets: SeverityTargets;
  /** Which alerts open an incident, the first match wins. */
  openOn: OpeningRule[];
}

/**
 * Reads `opsdeck.incidents`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readIncidentsConfig(config: Config): IncidentsConfig {
  const key = 'opsdeck.incidents';
  const parsed = incidentsSchema.safeParse(config.getOptional(key) ?? {});
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration at ${key}: ${z.prettifyError(parsed.error)}`,
    );
  }
  return {
    receivers: parsed.data.webhooks.alertmanager,
    targets: { ...DEFAULT_TARGETS, ...parsed.data.targets },
    openOn: parsed.data.openOn,
  };
}

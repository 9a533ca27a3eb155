import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_TARGETS,
  SeverityTargets,
  severitySchema,
  severityTargetSchema,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ReceiverConfig,
  Source,
  parseConfig,
  receiversSchema,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import { WebhookSender } from '../webhook/senders';

const KEY = 'opsdeck.incidents';

const ruleSchema = z.strictObject({
  /** Labels that an alert must carry, with these values. */
  match: z.record(z.string(), z.string()),
  severity: severitySchema,
});

const incidentsSchema = z
  .strictObject({
    webhooks: z
      .strictObject({
        alertmanager: receiversSchema('bearer'),
      })
      .prefault({}),
    targets: z.partialRecord(severitySchema, severityTargetSchema).default({}),
    openOn: z.array(ruleSchema).default([
      {
        match: { severity: 'critical', environment: 'production' },
        severity: 'P1',
      },
    ]),
  })
  .prefault({});

export type OpeningRule = z.infer<typeof ruleSchema>;

/** A webhook receiver and whom it is for. */
export type SenderConfig = ReceiverConfig & { sender: WebhookSender };

export interface IncidentsConfig {
  receivers: SenderConfig[];
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
  const { webhooks, targets, openOn } = parseConfig(
    config,
    KEY,
    incidentsSchema,
  );
  return {
    receivers: webhooks.alertmanager.map(receiver => ({
      ...receiver,
      sender: 'alertmanager' as const,
    })),
    targets: { ...DEFAULT_TARGETS, ...targets },
    openOn,
  };
}

/**
 * A receiver must have the id of the Alertmanager that the source reads, so that
 * the webhook and the poll speak of the same rows.
 *
 * @throws InputError naming the receiver that has none. Without the source there
 * is nothing to compare.
 */
export async function checkReceivers(
  receivers: readonly SenderConfig[],
  source: Pick<Source<unknown>, 'scopes'> | undefined,
): Promise<void> {
  if (!source) return;
  const ids = (await source.scopes()).map(({ id }) => id);
  for (const [index, { id }] of receivers.entries()) {
    if (!ids.includes(id)) {
      throw new InputError(
        `Invalid configuration at ${KEY}.webhooks.alertmanager[${index}].id: "${id}" is no instance of opsdeck.providers.alertmanager; there are ${
          ids.join(', ') || 'none'
        }`,
      );
    }
  }
}

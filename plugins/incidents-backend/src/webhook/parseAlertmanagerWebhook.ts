import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { mapAlertmanagerAlert } from '@opsdeck/backstage-plugin-incidents-common';
import { z } from 'zod/v4';

/** Webhook payload of Alertmanager, version 4; unknown fields are let through. */
const webhookSchema = z.looseObject({
  version: z.literal('4'),
  truncatedAlerts: z.number().int().nonnegative().default(0),
  alerts: z.array(
    z.looseObject({
      // Each alert has its own status: the group's says nothing of the single one.
      status: z.enum(['firing', 'resolved']),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()).default({}),
      startsAt: z.iso.datetime({ offset: true }),
      endsAt: z.iso.datetime({ offset: true }).optional(),
      generatorURL: z.string().optional(),
      fingerprint: z.string().min(1),
    }),
  ),
});

export interface AlertmanagerDelivery {
  alerts: AlertRecord[];
  /** Alerts that the sender cut off: the next poll fetches them. */
  truncated: number;
}

/**
 * Reads a delivery.
 *
 * @throws Error saying what is wrong, for the quarantine.
 */
export function parseAlertmanagerWebhook(body: string): AlertmanagerDelivery {
  const parsed = webhookSchema.safeParse(JSON.parse(body));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return {
    alerts: parsed.data.alerts.map(alert =>
      mapAlertmanagerAlert({
        ...alert,
        state: alert.status === 'resolved' ? 'resolved' : 'active',
        silencedBy: [],
      }),
    ),
    truncated: parsed.data.truncatedAlerts,
  };
}

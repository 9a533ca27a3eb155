import {
  AlertRecord,
  mapAlertmanagerAlert,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  RejectedRecord,
  UnreadableDeliveryError,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

/** Webhook payload of Alertmanager, version 4; unknown fields are let through. */
const webhookSchema = z.looseObject({
  version: z.literal('4'),
  truncatedAlerts: z.number().int().nonnegative().default(0),
  alerts: z.array(z.unknown()),
});

const alertSchema = z.looseObject({
  // Each alert has its own status: the group's says nothing of the single one.
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  generatorURL: z.string().optional(),
  fingerprint: z.string().min(1),
});

export interface AlertmanagerDelivery {
  alerts: AlertRecord[];
  /** Alerts of the delivery that cannot be understood; the others count. */
  rejected: RejectedRecord[];
  /** Alerts that the sender cut off: the next poll fetches them. */
  truncated: number;
}

/**
 * Reads a delivery.
 *
 * @throws UnreadableDeliveryError saying what is wrong with it as a whole, for the quarantine.
 */
export function parseAlertmanagerWebhook(body: string): AlertmanagerDelivery {
  const parsed = webhookSchema.safeParse(parseJson(body));
  if (!parsed.success)
    throw new UnreadableDeliveryError(z.prettifyError(parsed.error));
  const alerts: AlertRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const payload of parsed.data.alerts) {
    const alert = alertSchema.safeParse(payload);
    if (alert.success) {
      alerts.push(
        mapAlertmanagerAlert({
          ...alert.data,
          state: alert.data.status === 'resolved' ? 'resolved' : 'active',
          silencedBy: [],
        }),
      );
    } else {
      rejected.push({ payload, reason: z.prettifyError(alert.error) });
    }
  }
  return { alerts, rejected, truncated: parsed.data.truncatedAlerts };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw new UnreadableDeliveryError('The body is no JSON');
  }
}

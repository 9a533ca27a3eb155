import {
  AlertRecord,
  alertRecordSchema,
  mapAlertmanagerAlert,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ReadContext,
  RejectedRecord,
  Source,
  SourcePage,
  SourceScope,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import { readOnlyProxy } from '../config/readOnlyProxy';
import { AlertmanagerClient } from './AlertmanagerClient';
import { AlertmanagerConfig } from './readAlertmanagerConfig';
import { describeSilences } from './silences';

/** An alert as `GET /api/v2/alerts` lists it; unknown fields are let through. */
const gettableAlertSchema = z.looseObject({
  fingerprint: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  generatorURL: z.string().optional(),
  status: z.looseObject({
    state: z.enum(['unprocessed', 'active', 'suppressed']),
    silencedBy: z.array(z.string()).default([]),
    inhibitedBy: z.array(z.string()).default([]),
  }),
});

type GettableAlert = z.infer<typeof gettableAlertSchema>;

/**
 * What an Alertmanager holds now. The list is complete: an alert that it no
 * longer holds has ended, also when no "resolved" was ever sent because it was
 * silenced or the Alertmanager restarted.
 */
export class AlertmanagerSource implements Source<AlertRecord> {
  readonly id = 'alertmanager-alerts';
  readonly title = 'Alertmanager';
  readonly provider = 'alertmanager';
  readonly timeout = 'PT30S';
  readonly reading = 'complete';
  readonly recordSchema = alertRecordSchema;
  readonly requiredPermissions = ['GET /api/v2/alerts', 'GET /api/v2/silences'];
  readonly policies = [readOnlyProxy(this.requiredPermissions)];
  readonly cadence: string;
  readonly #config: AlertmanagerConfig;

  constructor(config: AlertmanagerConfig) {
    this.#config = config;
    this.cadence = config.cadence;
  }

  async scopes(): Promise<SourceScope[]> {
    return this.#config.instances.map(({ id, title }) => ({
      id,
      title: title ?? id,
      attributes: {},
    }));
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<AlertRecord>> {
    const instance = this.#config.instances.find(({ id }) => id === scope.id);
    if (!instance)
      throw new Error(`Alertmanager ${scope.id} is not configured`);
    const client = new AlertmanagerClient(instance);
    const { alerts, rejected } = sort(await client.list('alerts', context));
    const silences = alerts.some(({ status }) => status.silencedBy.length > 0)
      ? describeSilences(await client.list('silences', context))
      : new Map<string, string>();
    yield { records: alerts.map(alert => toRecord(alert, silences)), rejected };
  }
}

function sort(listed: readonly unknown[]) {
  const alerts: GettableAlert[] = [];
  const rejected: RejectedRecord[] = [];
  for (const payload of listed) {
    const parsed = gettableAlertSchema.safeParse(payload);
    if (parsed.success) alerts.push(parsed.data);
    else rejected.push({ payload, reason: z.prettifyError(parsed.error) });
  }
  return { alerts, rejected };
}

function toRecord(
  { status, ...alert }: GettableAlert,
  silences: ReadonlyMap<string, string>,
): AlertRecord {
  return mapAlertmanagerAlert({
    ...alert,
    state: status.state === 'suppressed' ? 'suppressed' : 'active',
    silencedBy: [
      ...status.silencedBy.map(id => silences.get(id) ?? `silence ${id}`),
      ...status.inhibitedBy.map(id => `inhibited by alert ${id}`),
    ],
  });
}

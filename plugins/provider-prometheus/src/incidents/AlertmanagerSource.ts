import {
  AlertRecord,
  alertRecordSchema,
  mapAlertmanagerAlert,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ReadContext,
  RejectedRecord,
  Source,
  SourceError,
  SourcePage,
  SourceScope,
  failureKindOfStatus,
  retryAtOf,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import {
  AlertmanagerConfig,
  AlertmanagerInstance,
} from './readAlertmanagerConfig';

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
  readonly requiredPermissions = ['GET /api/v2/alerts'];
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
    yield toPage(await listAlerts(instance, context));
  }
}

async function listAlerts(
  instance: AlertmanagerInstance,
  context: ReadContext,
): Promise<unknown[]> {
  context.countCall();
  const response = await fetch(
    `${instance.baseUrl.replace(/\/$/, '')}/api/v2/alerts`,
    {
      signal: context.signal,
      redirect: 'error',
      headers: {
        Accept: 'application/json',
        ...(instance.token
          ? { Authorization: `Bearer ${instance.token}` }
          : {}),
      },
    },
  );
  const kind = failureKindOfStatus(response.status);
  if (kind) {
    await response.body?.cancel();
    throw new SourceError(kind, `HTTP ${response.status} from Alertmanager`, {
      missingPermission:
        kind === 'forbidden' ? 'GET /api/v2/alerts' : undefined,
      retryAt: retryAtOf(response.headers.get('retry-after'), context.now),
    });
  }
  const body: unknown = await response.json();
  if (!Array.isArray(body)) {
    throw new SourceError(
      'malformed',
      'the answer of /api/v2/alerts is no list',
    );
  }
  return body;
}

function toPage(alerts: readonly unknown[]): SourcePage<AlertRecord> {
  const records: AlertRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const alert of alerts) {
    const parsed = gettableAlertSchema.safeParse(alert);
    if (parsed.success) {
      const { status, ...rest } = parsed.data;
      records.push(
        mapAlertmanagerAlert({
          ...rest,
          state: status.state === 'suppressed' ? 'suppressed' : 'active',
          silencedBy: [...status.silencedBy, ...status.inhibitedBy],
        }),
      );
    } else {
      rejected.push({ payload: alert, reason: z.prettifyError(parsed.error) });
    }
  }
  return { records, rejected };
}

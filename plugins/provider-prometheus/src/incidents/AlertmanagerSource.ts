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

const NO_SILENCES: ReadonlyMap<string, string> = new Map();

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
    const listed = await client.list('alerts', context);
    const silences = listed.some(isSilenced)
      ? describeSilences(await client.list('silences', context))
      : NO_SILENCES;
    yield toPage(listed, silences);
  }

  /** Silences are told by their ids until the scope is read again, which a replay brings about. */
  normalise(payload: unknown): AlertRecord[] {
    return [toRecord(payload, NO_SILENCES)];
  }
}

function isSilenced(payload: unknown): boolean {
  const { data } = gettableAlertSchema.safeParse(payload);
  return data !== undefined && data.status.silencedBy.length > 0;
}

function toPage(
  listed: readonly unknown[],
  silences: ReadonlyMap<string, string>,
): SourcePage<AlertRecord> {
  const records: AlertRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const payload of listed) {
    try {
      records.push(toRecord(payload, silences));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      rejected.push({ payload, reason });
    }
  }
  return { records, rejected };
}

/** @throws Error saying what Alertmanager does not document of it. */
function toRecord(
  payload: unknown,
  silences: ReadonlyMap<string, string>,
): AlertRecord {
  const parsed = gettableAlertSchema.safeParse(payload);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { status, ...alert } = parsed.data;
  return mapAlertmanagerAlert({
    ...alert,
    state: status.state === 'suppressed' ? 'suppressed' : 'active',
    silencedBy: [
      ...status.silencedBy.map(id => silences.get(id) ?? `silence ${id}`),
      ...status.inhibitedBy.map(id => `inhibited by alert ${id}`),
    ],
  });
}

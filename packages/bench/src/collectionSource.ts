import {
  BackupRecord,
  backupRecordSchema,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  ReadContext,
  Source,
  SourcePage,
  SourceScope,
  responseError,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import { SCOPES } from './collectionProvider';

const pageSchema = z.object({
  names: z.array(z.string()),
  next: z.number().nullable(),
});

/** Database instances with two recovery points each, over HTTP. */
export class CollectionSource implements Source<BackupRecord> {
  readonly id = 'bench';
  readonly title = 'Benchmark';
  readonly provider = 'bench';
  // Longer than the benchmark: each scope is read once.
  readonly cadence = 'PT6H';
  readonly timeout = 'PT1M';
  readonly reading = 'complete';
  readonly requiredPermissions = [];
  readonly policies = [];
  readonly recordSchema = backupRecordSchema;
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  async scopes(): Promise<SourceScope[]> {
    return Array.from({ length: SCOPES }, (_, i) => ({
      id: `account-${i}`,
      title: `Account ${i}`,
      attributes: {},
    }));
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<BackupRecord>> {
    let from: number | null = 0;
    while (from !== null) {
      await context.countCall();
      const response = await fetch(
        `${this.#endpoint}/?scope=${scope.id}&from=${from}`,
        { signal: context.signal },
      );
      if (!response.ok) throw responseError(response, { now: context.now });
      const page: z.infer<typeof pageSchema> = pageSchema.parse(
        await response.json(),
      );
      from = page.next;
      yield { records: page.names.map(name => recordOf(name, context.now)) };
    }
  }
}

function recordOf(name: string, now: Date): BackupRecord {
  const ago = (hours: number) =>
    new Date(now.getTime() - hours * 3_600_000).toISOString();
  return {
    key: name,
    title: name,
    type: 'database',
    engine: 'postgres 16.8',
    location: 'eu-west-1',
    bindings: [{ annotation: 'aws.amazon.com/amazon-rds-arn', value: name }],
    environmentFacts: { account: '111122223333', region: 'eu-west-1' },
    protection: {
      automated: true,
      retentionDays: 7,
      backupWindow: '04:30-05:00',
      maintenanceWindow: 'sun:02:00-sun:04:00',
      encrypted: true,
      multiZone: true,
      copyLocations: [],
    },
    pointInTime: { earliest: ago(168), latest: ago(0.05) },
    recoveryPoints: [1, 25].map(hours => ({
      key: `${name}-${hours}`,
      kind: 'automated' as const,
      status: 'available' as const,
      providerStatus: 'available',
      dataTime: ago(hours),
      createdAt: ago(hours),
      completedAt: null,
      location: 'eu-west-1',
      encrypted: true,
    })),
  };
}

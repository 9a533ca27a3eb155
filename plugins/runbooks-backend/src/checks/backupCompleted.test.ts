import {
  BackupsOverview,
  ResourceBackup,
} from '@opsdeck/backstage-plugin-backups-common';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { HOUR, NOW, later } from '../__testUtils__/runbooks';
import { judgeBackups } from './backupCompleted';

function resource(
  name: string,
  verdict: Verdict | null,
  more: Partial<ResourceBackup> = {},
): ResourceBackup {
  return {
    key: `arn:${name}`,
    entityRef: `resource:default/${name}`,
    title: name,
    type: 'database',
    engine: null,
    location: null,
    environment: null,
    objective: {
      rpo: 'PT5M',
      rto: null,
      tier: null,
      dataClass: null,
      declaredBy: `resource:default/${name}`,
      problems: [],
    },
    protection: null,
    pointInTime: null,
    restorableAt: null,
    exposureMs: 60_000,
    breachAt: null,
    assessment: verdict && { verdict, reason: `it is ${verdict}` },
    lastGoodPoint: {
      key: 'night',
      kind: 'automated',
      status: 'available',
      providerStatus: 'available',
      dataTime: later(-8).toISOString(),
      createdAt: null,
      location: 'eu-west-1',
      encrypted: true,
    },
    failedSince: 0,
    freshness: {
      sourceId: 'aws-rds',
      sourceTitle: 'Amazon RDS',
      scopeId: 's',
      scopeTitle: 'production eu-west-1',
      cadence: 'PT5M',
      lastSuccessAt: new Date(NOW.getTime() - 60_000).toISOString(),
      lastAttemptAt: null,
      nextRunAt: null,
      failure: null,
    },
    ...more,
  };
}

const pointOf = (hoursAgo: number): Partial<ResourceBackup> => ({
  lastGoodPoint: {
    ...resource('x', 'met').lastGoodPoint!,
    dataTime: later(-hoursAgo).toISOString(),
  },
});

function judge(resources: ResourceBackup[], named?: string) {
  const overview: BackupsOverview = {
    entityRef: 'component:default/shop',
    evaluatedAt: NOW.toISOString(),
    headline: '',
    verdict: null,
    resources,
    sources: [],
  };
  return judgeBackups(overview, named, NOW);
}

describe('backup.completed', () => {
  it('passes when every judged resource is met and recent', () => {
    expect(
      judge([resource('a', 'met'), resource('b', 'met'), resource('c', null)]),
    ).toEqual({
      outcome: 'pass',
      reason: 'a: it is met b: it is met',
      observed: [
        expect.objectContaining({
          resource: 'resource:default/a',
          verdict: 'met',
          rpo: 'PT5M',
        }),
        expect.objectContaining({ resource: 'resource:default/b' }),
      ],
      threshold: expect.stringContaining('26 h'),
      source: 'Amazon RDS production eu-west-1',
      observedAt: '2026-11-20T11:59:00.000Z',
      validForMs: 600_000,
    });
  });

  it.each<[string, ResourceBackup[], string | undefined, string, RegExp]>([
    [
      'one is breached',
      [resource('a', 'met'), resource('b', 'breached')],
      undefined,
      'fail',
      /b: it is breached/,
    ],
    [
      'breached outweighs unknown',
      [resource('a', 'unknown'), resource('b', 'breached')],
      undefined,
      'fail',
      /b: it is breached/,
    ],
    [
      'one is unknown',
      [resource('a', 'met'), resource('b', 'unknown')],
      undefined,
      'unknown',
      /b: it is unknown/,
    ],
    [
      'one is at risk',
      [resource('a', 'at-risk')],
      undefined,
      'unknown',
      /at-risk/,
    ],
    [
      'the last good point is old',
      [resource('a', 'met', pointOf(27))],
      undefined,
      'fail',
      /1 d 3 h old/,
    ],
    [
      'it is just young enough',
      [resource('a', 'met', pointOf(26))],
      undefined,
      'pass',
      /met/,
    ],
    [
      'the range runs on, however old the point',
      [
        resource('a', 'met', {
          ...pointOf(90),
          pointInTime: {
            earliest: null,
            latest: new Date(NOW.getTime() - HOUR).toISOString(),
          },
        }),
      ],
      undefined,
      'pass',
      /met/,
    ],
    [
      'there is no good point',
      [resource('a', 'met', { lastGoodPoint: null })],
      undefined,
      'fail',
      /no good backup/,
    ],
    [
      'nothing is judged',
      [resource('a', null)],
      undefined,
      'unknown',
      /No resource/,
    ],
    ['nothing is there', [], undefined, 'unknown', /No resource/],
    [
      'the named one is met, whatever the others are',
      [resource('a', 'met'), resource('b', 'breached')],
      'resource:default/a',
      'pass',
      /a: it is met/,
    ],
    [
      'the named one has no objective',
      [resource('a', null)],
      'resource:default/a',
      'unknown',
      /no recovery point objective/,
    ],
    [
      'the named one is not of this service',
      [resource('a', 'met')],
      'resource:default/b',
      'unknown',
      /not among the resources/,
    ],
    [
      'the name is no ref',
      [resource('a', 'met')],
      ':::',
      'unknown',
      /not among the resources/,
    ],
    ['the name is short', [resource('a', 'met')], 'a', 'pass', /met/],
  ])('when %s', (_when, resources, named, outcome, reason) => {
    const found = judge(resources, named);
    expect(found.outcome).toBe(outcome);
    expect(found.reason).toMatch(reason);
  });

  it('has no time of observation when one resource was never read', () => {
    const unread = resource('b', 'met', { freshness: null });
    expect(judge([resource('a', 'met'), unread])).toMatchObject({
      observedAt: null,
    });
  });
});

import {
  DeadLetter,
  DeadLetterSummary,
} from '@opsdeck/backstage-plugin-operations-common';
import { TabSources } from '..';
import { ago } from './fixtures';

/** A record that the tab's store refused. */
export function deadLetter(
  overrides: Partial<DeadLetterSummary> = {},
): DeadLetterSummary {
  return {
    id: 'letter-1',
    sourceId: 'aws-rds',
    scopeId: 'eu-west-1',
    state: 'waiting',
    refusedBy: 'store',
    arrivedAt: ago(5),
    firstArrivedAt: ago(50),
    times: 3,
    reason: 'the title is too long',
    excerpt: '{"title":"…"}',
    notReplayable: null,
    replays: 0,
    lastReplayAt: null,
    ...overrides,
  };
}

/** A backend whose source needs one permission and has nothing odd to tell. */
export function tabSources(
  overrides: Partial<TabSources> = {},
): jest.Mocked<TabSources> {
  const answers: TabSources = {
    getPolicies: async () => ({
      requiredPermissions: ['rds:DescribeDBInstances'],
      policies: [
        {
          title: 'IAM policy',
          format: 'json',
          text: '{"Version":"2012-10-17"}',
        },
      ],
    }),
    listRuns: async () => ({ items: [], nextCursor: null }),
    listUnbound: async () => ({ items: [], nextCursor: null }),
    listDeadLetters: async () => ({
      items: [deadLetter()],
      nextCursor: null,
      counts: { waiting: 1, replayed: 0, archived: 0 },
    }),
    getDeadLetter: async (): Promise<DeadLetter> => ({
      ...deadLetter(),
      payload: '{"title":"orders-db"}',
    }),
    replayDeadLetter: async () => ({
      id: 'letter-1',
      outcome: 'replayed',
      reason: null,
    }),
    replayDeadLetters: async () => ({
      results: [{ id: 'letter-1', outcome: 'replayed', reason: null }],
      remaining: 0,
    }),
    ...overrides,
  };
  return {
    getPolicies: jest.fn(answers.getPolicies),
    listRuns: jest.fn(answers.listRuns),
    listUnbound: jest.fn(answers.listUnbound),
    listDeadLetters: jest.fn(answers.listDeadLetters),
    getDeadLetter: jest.fn(answers.getDeadLetter),
    replayDeadLetter: jest.fn(answers.replayDeadLetter),
    replayDeadLetters: jest.fn(answers.replayDeadLetters),
  };
}

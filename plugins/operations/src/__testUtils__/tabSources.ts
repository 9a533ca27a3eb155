import {
  DeadLetter,
  DeadLetterSummary,
  RecordBinding,
} from '@opsdeck/backstage-plugin-operations-common';
import { TabBindings, TabSources } from '..';
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
    listDeadLetters: jest.fn(answers.listDeadLetters),
    getDeadLetter: jest.fn(answers.getDeadLetter),
    replayDeadLetter: jest.fn(answers.replayDeadLetter),
    replayDeadLetters: jest.fn(answers.replayDeadLetters),
  };
}

/** A record that its entity claims by an annotation. */
export function binding(overrides: Partial<RecordBinding> = {}): RecordBinding {
  return {
    sourceId: 'aws-rds',
    scopeId: 'eu-west-1',
    key: 'arn:orders-db',
    title: 'orders-db',
    entityRef: 'resource:default/orders-db',
    note: 'noted with the record',
    now: {
      entityRef: 'resource:default/orders-db',
      via: {
        type: 'annotation',
        name: 'amazonaws.com/arn',
        value: 'arn:orders-db',
      },
      reason: null,
      candidates: [],
    },
    ...overrides,
  };
}

/** A record that two entities claim. */
export const stranger = binding({
  key: 'arn:stranger',
  title: 'stranger',
  entityRef: null,
  note: 'noted as unbound',
  now: {
    entityRef: null,
    via: null,
    reason: 'several entities carry the ARN',
    candidates: ['resource:default/one', 'resource:default/two'],
  },
});

/** A backend with one record that is bound and one that is not. */
export function tabBindings(
  listOfSource: TabBindings['listOfSource'] = async (_source, query = {}) => ({
    bindings: [binding(), stranger].filter(
      ({ entityRef }) =>
        query.state === undefined ||
        (query.state === 'bound') === (entityRef !== null),
    ),
    nextCursor: null,
  }),
): jest.Mocked<TabBindings> {
  return { listOfSource: jest.fn(listOfSource) };
}

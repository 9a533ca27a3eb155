import {
  Environment,
  Freshness,
} from '@opsdeck/backstage-plugin-operations-common';

const MINUTE_MS = 60_000;

/** A text that is too long for any place that it may be put in. */
export const LONG_TEXT =
  'sample-service-with-a-name-that-nobody-shortened-because-it-is-generated-from-the-path-of-its-repository';

/** What the gallery shows: invented, and the same at each visit but for the time. */
export interface Samples {
  /** When the page was opened. */
  now: Date;
  /** An instant `minutes` before that; negative ones are to come. */
  ago: (minutes: number) => string;
  fresh: Freshness;
  retrying: Freshness;
  stale: Freshness;
  neverRead: Freshness;
  environments: readonly Environment[];
}

/** The samples as they are at `now`. */
export function createSamples(now: Date): Samples {
  const ago = (minutes: number) =>
    new Date(now.getTime() - minutes * MINUTE_MS).toISOString();
  const fresh: Freshness = {
    sourceId: 'sample',
    sourceTitle: 'Sample database service',
    scopeId: 'sample-fresh',
    scopeTitle: 'production eu-west-1',
    cadence: 'PT5M',
    lastSuccessAt: ago(2),
    lastAttemptAt: ago(2),
    nextRunAt: ago(-3),
    failure: null,
  };
  return {
    now,
    ago,
    fresh,
    retrying: {
      ...fresh,
      scopeId: 'sample-retrying',
      scopeTitle: 'production us-east-1',
      lastSuccessAt: ago(6),
      failure: {
        kind: 'throttled',
        message: 'sample: rate exceeded',
        at: ago(1),
      },
    },
    stale: {
      ...fresh,
      scopeId: 'sample-stale',
      scopeTitle: 'staging',
      lastSuccessAt: ago(185),
      lastAttemptAt: ago(1),
      failure: {
        kind: 'forbidden',
        message: 'sample: needs rds:DescribeDBInstances',
        at: ago(1),
      },
    },
    neverRead: {
      ...fresh,
      scopeId: 'sample-never',
      scopeTitle: 'development',
      lastSuccessAt: null,
      lastAttemptAt: null,
      nextRunAt: ago(0),
    },
    environments: [
      { id: 'dev', title: 'Development', tier: 'development', order: 1 },
      {
        id: 'staging',
        title: 'Staging',
        tier: 'staging',
        order: 2,
        dataClass: 'anonymised',
      },
      {
        id: 'production',
        title: 'Production',
        tier: 'production',
        order: 3,
        dataClass: 'personal data',
      },
      { id: 'dr', title: 'DR', tier: 'production', order: 4 },
    ],
  };
}

import { Freshness } from '../freshness';
import {
  observedBy,
  observedByNone,
  observedByOldest,
  observedBySchema,
} from './observedBy';

const freshness = (overrides: Partial<Freshness> = {}): Freshness => ({
  sourceId: 'aws-rds',
  sourceTitle: 'Amazon RDS',
  scopeId: '111122223333/eu-west-1',
  scopeTitle: 'production eu-west-1',
  cadence: 'PT5M',
  lastSuccessAt: '2026-11-20T10:00:00.000Z',
  lastAttemptAt: '2026-11-20T10:00:00.000Z',
  nextRunAt: '2026-11-20T10:05:00.000Z',
  failure: null,
  ...overrides,
});

it('names the source and says as of when it knew, and how long that holds', () => {
  const answer = observedBy(freshness());
  expect(answer).toEqual({
    source: {
      id: 'aws-rds',
      title: 'Amazon RDS',
      scopeId: '111122223333/eu-west-1',
      scopeTitle: 'production eu-west-1',
    },
    noSource: null,
    freshness: {
      asOf: '2026-11-20T10:00:00.000Z',
      staleAt: '2026-11-20T10:10:00.000Z',
    },
  });
  expect(observedBySchema.parse(answer)).toEqual(answer);
});

it.each([
  ['2026-11-20T10:03:00.000Z', '2026-11-20T10:03:00.000Z'],
  ['2026-11-20T09:00:00.000Z', '2026-11-20T10:00:00.000Z'],
])('is as old as the thing itself, read at %s', (readAt, asOf) => {
  expect(observedBy(freshness(), readAt).freshness?.asOf).toBe(asOf);
});

it('claims no age of what was never read', () => {
  const never = freshness({ lastSuccessAt: null });
  expect(observedBy(never).freshness).toEqual({ asOf: null, staleAt: null });
});

it('is as old as the oldest of several sources', () => {
  const old = freshness({
    sourceId: 'old',
    lastSuccessAt: '2026-11-20T08:00:00.000Z',
  });
  const never = freshness({ sourceId: 'never', lastSuccessAt: null });
  const oldestOf = (...sources: (Freshness | null)[]) =>
    observedByOldest(sources, 'nothing reads it');
  expect(oldestOf(freshness(), old, null).source?.id).toBe('old');
  expect(oldestOf(old, never, freshness()).source?.id).toBe('never');
  expect(oldestOf()).toEqual(observedByNone('nothing reads it'));
  expect(oldestOf(null).noSource).toBe('nothing reads it');
});

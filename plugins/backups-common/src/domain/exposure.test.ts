import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  HOUR,
  MINUTE,
  NOW,
  SECOND,
  ago,
  freshness,
  nightly,
  point,
} from '../__testUtils__/fixtures';
import { ExposureInput, assessExposure } from './exposure';

function assess(input: Partial<ExposureInput>) {
  return assessExposure({
    rpo: 'PT1H',
    pointInTimeLatest: null,
    recoveryPoints: [],
    freshness: freshness(),
    now: NOW,
    ...input,
  });
}

const STALE_AT = '2026-11-20T12:01:30.000Z';
const RANGE = { pointInTimeIntervalMs: 5 * MINUTE };

it('says by what the verdict was observed, and as of when', () => {
  const read = { rpo: 'PT5M', pointInTimeLatest: ago(3 * MINUTE) };
  const { sourceId, lastSuccessAt } = freshness();
  expect(assess(read).assessment?.observedBy).toMatchObject({
    source: { id: sourceId },
    freshness: { asOf: lastSuccessAt, staleAt: STALE_AT },
  });
  // The resource itself may have been read since, by a run that goes on.
  const readAt = ago(SECOND);
  expect(
    assess({ ...read, readAt }).assessment?.observedBy?.freshness?.asOf,
  ).toBe(readAt);
  expect(assess({ freshness: null }).assessment?.observedBy).toEqual({
    source: null,
    noSource: 'no source has found the resource',
    freshness: null,
  });
});

describe('assessExposure: worked examples', () => {
  const examples: [
    what: string,
    input: Partial<ExposureInput>,
    expected: {
      verdict: Verdict;
      reason: string;
      exposureMs: number | null;
      nextChangeAt?: string;
      breachAt?: string | null;
    },
  ][] = [
    [
      'a continuous range is measured at the reading, not at the clock',
      { rpo: 'PT5M', pointInTimeLatest: ago(3 * MINUTE) },
      {
        verdict: 'met',
        reason: '2 min 30 s would be lost (allowed 5 min)',
        exposureMs: 2 * MINUTE + 30 * SECOND,
        nextChangeAt: STALE_AT,
        breachAt: null,
      },
    ],
    [
      'the usual lag of a range is no warning, however close to the RPO',
      {
        rpo: 'PT5M',
        pointInTimeLatest: ago(5 * MINUTE + 25 * SECOND),
        ...RANGE,
      },
      {
        verdict: 'met',
        reason: '4 min 55 s would be lost (allowed 5 min)',
        exposureMs: 4 * MINUTE + 55 * SECOND,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'without a known interval a lag close to the RPO is at risk',
      { rpo: 'PT5M', pointInTimeLatest: ago(5 * MINUTE) },
      {
        verdict: 'at-risk',
        reason:
          'Point-in-time recovery lags: 4 min 30 s would be lost (allowed 5 min)',
        exposureMs: 4 * MINUTE + 30 * SECOND,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a range that moves on too seldom is at risk before it lags',
      { rpo: 'PT1M', pointInTimeLatest: ago(40 * SECOND), ...RANGE },
      {
        verdict: 'at-risk',
        reason:
          'Point-in-time recovery moves on every 5 min only: as much can be lost (allowed 1 min)',
        exposureMs: 10 * SECOND,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a range that stopped is breached since it passed the RPO',
      { rpo: 'PT5M', pointInTimeLatest: ago(47 * MINUTE + 30 * SECOND) },
      {
        verdict: 'breached',
        reason:
          'Point-in-time recovery stands at 2026-11-20 11:12 UTC: 47 min would be lost (allowed 5 min)',
        exposureMs: 47 * MINUTE,
        nextChangeAt: STALE_AT,
        breachAt: ago(42 * MINUTE + 30 * SECOND),
      },
    ],
    [
      'a single point ages with the clock',
      { recoveryPoints: [point(30 * MINUTE)] },
      {
        verdict: 'met',
        reason: '30 min would be lost (allowed 1 h)',
        exposureMs: 30 * MINUTE,
        nextChangeAt: STALE_AT,
        breachAt: ago(-30 * MINUTE),
      },
    ],
    [
      'a single point turns at risk at four fifths of the RPO',
      { recoveryPoints: [point(48 * MINUTE - 1)] },
      {
        verdict: 'met',
        reason: '48 min would be lost (allowed 1 h)',
        exposureMs: 48 * MINUTE - 1,
        nextChangeAt: '2026-11-20T12:00:00.002Z',
      },
    ],
    [
      'a single point close to the RPO is at risk',
      { recoveryPoints: [point(50 * MINUTE)] },
      {
        verdict: 'at-risk',
        reason: '50 min would be lost, close to the objective (allowed 1 h)',
        exposureMs: 50 * MINUTE,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'exactly the RPO is not yet breached',
      { recoveryPoints: [point(HOUR)] },
      {
        verdict: 'at-risk',
        reason: '1 h would be lost, close to the objective (allowed 1 h)',
        exposureMs: HOUR,
        nextChangeAt: '2026-11-20T12:00:00.001Z',
      },
    ],
    [
      'one millisecond more is, and says so although it rounds away',
      { recoveryPoints: [point(HOUR + 1)] },
      {
        verdict: 'breached',
        reason:
          'The newest recovery point is too old: just over 1 h would be lost (allowed 1 h)',
        exposureMs: HOUR + 1,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'points that come as seldom as the RPO allows, but take time, are at risk',
      {
        rpo: 'PT24H',
        recoveryPoints: nightly(2 * HOUR).map(each => ({
          ...each,
          completedAt: new Date(
            Date.parse(each.dataTime ?? '') + 8 * MINUTE,
          ).toISOString(),
        })),
      },
      {
        verdict: 'at-risk',
        reason:
          'Recovery points come every 1 d and take 8 min: just before the next one, more would be lost than allowed (1 d)',
        exposureMs: 2 * HOUR,
        nextChangeAt: STALE_AT,
        breachAt: ago(-22 * HOUR),
      },
    ],
    [
      'nightly points against an RPO of twelve hours are at risk from the start',
      { rpo: 'PT12H', recoveryPoints: nightly(HOUR) },
      {
        verdict: 'at-risk',
        reason:
          'Recovery points come every 1 d: just before the next one, more would be lost than allowed (12 h)',
        exposureMs: HOUR,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'the last hours of a usual night are no warning',
      { rpo: 'PT26H', recoveryPoints: nightly(23 * HOUR) },
      {
        verdict: 'met',
        reason: '23 h would be lost (allowed 1 d 2 h)',
        exposureMs: 23 * HOUR,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a night later than usual is',
      { rpo: 'PT26H', recoveryPoints: nightly(25 * HOUR) },
      {
        verdict: 'at-risk',
        reason:
          'The next recovery point is overdue: they come every 1 d, 1 d 1 h would be lost (allowed 1 d 2 h)',
        exposureMs: 25 * HOUR,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a failed attempt after the last good point is at risk',
      {
        rpo: 'PT48H',
        recoveryPoints: [
          ...nightly(25 * HOUR),
          point(HOUR, { status: 'failed', key: 'failed' }),
        ],
      },
      {
        verdict: 'at-risk',
        reason: '1 d 1 h would be lost (allowed 2 d); 1 attempt since failed',
        exposureMs: 25 * HOUR,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'only failed points: nothing can be restored',
      {
        recoveryPoints: [
          point(HOUR, { status: 'failed', key: 'a' }),
          point(2 * HOUR, { status: 'failed', key: 'b' }),
        ],
      },
      {
        verdict: 'breached',
        reason:
          'Nothing can be restored: there is no usable recovery point; 2 attempts failed',
        exposureMs: null,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'no point at all: nothing can be restored',
      {},
      {
        verdict: 'breached',
        reason: 'Nothing can be restored: there is no usable recovery point',
        exposureMs: null,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a point that is still being made does not count',
      { recoveryPoints: [point(MINUTE, { status: 'creating' })] },
      {
        verdict: 'breached',
        reason: 'Nothing can be restored: there is no usable recovery point',
        exposureMs: null,
        nextChangeAt: STALE_AT,
      },
    ],
    [
      'a usable point of unknown age is unknown, not nothing',
      { recoveryPoints: [point(MINUTE, { dataTime: null })] },
      {
        verdict: 'unknown',
        reason:
          'A recovery point exists, but the source does not say how old its data is',
        exposureMs: null,
      },
    ],
    [
      'no source reads it',
      { freshness: null },
      {
        verdict: 'unknown',
        reason:
          'No source has found this resource: check its annotations and the data sources',
        exposureMs: null,
      },
    ],
    [
      'never read, and why',
      {
        freshness: freshness({
          lastSuccessAt: null,
          failure: {
            kind: 'forbidden',
            message: 'the credentials lack a permission',
            at: ago(MINUTE),
          },
        }),
      },
      {
        verdict: 'unknown',
        reason:
          'Amazon RDS production eu-west-1 has not been read yet (the credentials lack a permission)',
        exposureMs: null,
      },
    ],
    [
      'stale from exactly two cadences on',
      {
        recoveryPoints: [point(10 * MINUTE)],
        freshness: freshness({ lastSuccessAt: ago(2 * MINUTE) }),
      },
      {
        verdict: 'unknown',
        reason:
          'Amazon RDS production eu-west-1 was last read 2 min ago, which is too old to judge by',
        exposureMs: null,
      },
    ],
    [
      'and fresh until then',
      {
        recoveryPoints: [point(10 * MINUTE)],
        freshness: freshness({ lastSuccessAt: ago(2 * MINUTE - 1) }),
      },
      {
        verdict: 'met',
        reason: '10 min would be lost (allowed 1 h)',
        exposureMs: 10 * MINUTE,
        nextChangeAt: '2026-11-20T12:00:00.001Z',
      },
    ],
  ];

  it.each(examples)('%s', (_what, input, expected) => {
    const { assessment, exposureMs, breachAt } = assess(input);
    expect({
      verdict: assessment?.verdict,
      reason: assessment?.reason,
      nextChangeAt: assessment?.nextChangeAt,
      exposureMs,
      breachAt: breachAt?.toISOString() ?? null,
    }).toMatchObject({ nextChangeAt: undefined, ...expected });
  });
});

import fc from 'fast-check';
import {
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ago,
  freshness,
  point,
} from '../__testUtils__/fixtures';
import { RecoveryPoint } from '../api';
import { ExposureInput, assessExposure } from './exposure';

const age = (max: number) => fc.integer({ min: 0, max });

const anyPoint: fc.Arbitrary<RecoveryPoint> = fc
  .record({
    key: fc.uuid(),
    ageMs: age(10 * DAY),
    status: fc.constantFrom('available', 'creating', 'failed', 'other'),
    dated: fc.boolean(),
    runTimeMs: fc.option(age(2 * HOUR)),
  })
  .map(({ key, ageMs, status, dated, runTimeMs }) =>
    point(ageMs, {
      key,
      status,
      dataTime: dated ? ago(ageMs) : null,
      completedAt: runTimeMs === null ? null : ago(ageMs - runTimeMs),
    }),
  );

const anyInput: fc.Arbitrary<ExposureInput> = fc.record({
  rpo: fc.constantFrom('PT1.001S', 'PT1M', 'PT5M', 'PT1H', 'PT26H', 'P7D'),
  pointInTimeLatest: fc.option(age(2 * DAY).map(ago)),
  pointInTimeIntervalMs: fc.constantFrom(undefined, 5 * MINUTE, HOUR),
  recoveryPoints: fc.array(anyPoint, { maxLength: 12 }),
  freshness: fc.option(
    fc
      .record({
        cadence: fc.constantFrom('PT1M', 'PT1H', 'P30D'),
        lastSuccessAt: fc.option(age(3 * HOUR).map(ago)),
      })
      .map(freshness),
  ),
  now: fc.constant(NOW),
});

const verdictAt = (input: ExposureInput, at: number) =>
  assessExposure({ ...input, now: new Date(at) }).assessment?.verdict;

describe('assessExposure', () => {
  it('changes its verdict at nextChangeAt and not before, when nothing else does', () => {
    fc.assert(
      fc.property(
        anyInput,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (input, share) => {
          const { assessment } = assessExposure(input);
          if (!assessment?.nextChangeAt) return;
          const next = Date.parse(assessment.nextChangeAt);
          const between = Math.floor(
            NOW.getTime() + share * (next - 1 - NOW.getTime()),
          );
          expect(next).toBeGreaterThan(NOW.getTime());
          expect(verdictAt(input, between)).toBe(assessment.verdict);
          expect(verdictAt(input, next - 1)).toBe(assessment.verdict);
          expect(verdictAt(input, next)).not.toBe(assessment.verdict);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('leaves no verdict open-ended but unknown', () => {
    fc.assert(
      fc.property(anyInput, input => {
        const { assessment } = assessExposure(input);
        expect(assessment?.nextChangeAt === undefined).toBe(
          assessment?.verdict === 'unknown',
        );
      }),
    );
  });

  it('claims nothing of a source that was never read or not lately', () => {
    fc.assert(
      fc.property(
        anyInput,
        fc.constantFrom(null, ago(2 * HOUR)),
        (input, at) => {
          const { assessment, exposureMs, breachAt } = assessExposure({
            ...input,
            freshness: freshness({ cadence: 'PT1H', lastSuccessAt: at }),
          });
          expect(assessment?.verdict).toBe('unknown');
          expect(exposureMs).toBeNull();
          expect(breachAt).toBeNull();
        },
      ),
    );
  });

  it('never improves by the passing of time alone', () => {
    const order = ['met', 'at-risk', 'breached', 'unknown'];
    fc.assert(
      fc.property(
        anyInput,
        age(2 * DAY),
        age(2 * DAY),
        (input, first, more) => {
          const before = verdictAt(input, NOW.getTime() + first);
          const after = verdictAt(input, NOW.getTime() + first + more);
          expect(order.indexOf(after ?? '')).toBeGreaterThanOrEqual(
            order.indexOf(before ?? ''),
          );
        },
      ),
    );
  });

  it('does not depend on the order of the points', () => {
    fc.assert(
      fc.property(
        anyInput.chain(input =>
          fc.tuple(
            fc.constant(input),
            fc.shuffledSubarray([...input.recoveryPoints], {
              minLength: input.recoveryPoints.length,
            }),
          ),
        ),
        ([input, shuffled]) => {
          const { lastGoodPoint: _point, ...expected } = assessExposure(input);
          expect(
            assessExposure({ ...input, recoveryPoints: shuffled }),
          ).toMatchObject(expected);
        },
      ),
    );
  });

  it('restores from nothing but usable points and the range', () => {
    fc.assert(
      fc.property(anyInput, fc.array(anyPoint), (input, more) => {
        const useless = more.map(each => ({
          ...each,
          status: 'failed' as const,
        }));
        expect(
          assessExposure({
            ...input,
            recoveryPoints: [...input.recoveryPoints, ...useless],
          }).restorableAt,
        ).toEqual(assessExposure(input).restorableAt);
      }),
    );
  });
});

import {
  DAY,
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

const RANGE = { pointInTimeIntervalMs: 5 * MINUTE };

describe('assessExposure: range and points together', () => {
  it('keeps judging by the range when a point is newer for a moment', () => {
    const { assessment, restorableAt, worstCaseMs } = assess({
      rpo: 'PT15M',
      pointInTimeLatest: ago(4 * MINUTE),
      ...RANGE,
      recoveryPoints: nightly(MINUTE),
    });
    expect(assessment?.verdict).toBe('met');
    expect(restorableAt?.toISOString()).toBe(ago(MINUTE));
    expect(worstCaseMs).toBe(5 * MINUTE);
  });

  it('judges by the point when the range has stopped before it', () => {
    const { assessment, breachAt } = assess({
      rpo: 'PT15M',
      pointInTimeLatest: ago(6 * HOUR),
      ...RANGE,
      recoveryPoints: nightly(2 * MINUTE),
    });
    expect(assessment?.verdict).toBe('at-risk');
    expect(assessment?.reason).toMatch(/^Recovery points come every 1 d/);
    expect(breachAt?.toISOString()).toBe(ago(-13 * MINUTE));
  });

  it('does not warn of a failed attempt that a range covers', () => {
    const { assessment, failedSince } = assess({
      rpo: 'PT15M',
      pointInTimeLatest: ago(MINUTE),
      recoveryPoints: [
        point(HOUR),
        point(MINUTE, { status: 'failed', key: 'failed' }),
      ],
    });
    expect(assessment?.verdict).toBe('met');
    expect(failedSince).toBe(1);
  });

  it('measures at the reading of the resource when that is newer than the scope', () => {
    const input = { rpo: 'PT5M', pointInTimeLatest: ago(3 * MINUTE) };
    expect(assess({ ...input, readAt: ago(10 * SECOND) }).exposureMs).toBe(
      2 * MINUTE + 50 * SECOND,
    );
    expect(assess({ ...input, readAt: ago(HOUR) }).exposureMs).toBe(
      2 * MINUTE + 30 * SECOND,
    );
  });

  it('never claims a negative loss', () => {
    expect(assess({ pointInTimeLatest: ago(-MINUTE) }).exposureMs).toBe(0);
    expect(assess({ recoveryPoints: [point(-MINUTE)] }).exposureMs).toBe(0);
  });
});

describe('assessExposure: what is said without a verdict', () => {
  it('shows the exposure although no RPO is declared', () => {
    expect(
      assess({ rpo: null, recoveryPoints: nightly(3 * HOUR) }),
    ).toMatchObject({
      assessment: null,
      exposureMs: 3 * HOUR,
      worstCaseMs: DAY,
      breachAt: null,
    });
    expect(assess({ rpo: null })).toMatchObject({
      assessment: null,
      exposureMs: null,
      restorableAt: null,
    });
  });

  it('still says up to when could be restored when the reading is stale', () => {
    const { restorableAt, lastGoodPoint, exposureMs } = assess({
      recoveryPoints: [point(30 * MINUTE)],
      freshness: freshness({ lastSuccessAt: ago(HOUR) }),
    });
    expect(restorableAt?.toISOString()).toBe(ago(30 * MINUTE));
    expect(lastGoodPoint?.key).toBe(`snapshot-${30 * MINUTE}`);
    expect(exposureMs).toBeNull();
  });

  it('refuses an RPO that is no duration', () => {
    expect(() => assess({ rpo: '5 minutes' })).toThrow(/ISO-8601 duration/);
  });
});

import { DAY, HOUR, MINUTE, ago, point } from '../__testUtils__/fixtures';
import { summarizePoints } from './recoveryPoints';

describe('summarizePoints', () => {
  it('takes the newest data, not the newest copy', () => {
    const copyOfOld = point(5 * DAY, {
      key: 'copy',
      kind: 'copy',
      createdAt: ago(MINUTE),
    });
    expect(
      summarizePoints([copyOfOld, point(DAY), point(2 * DAY)]).lastGood?.key,
    ).toBe(`snapshot-${DAY}`);
  });

  it('compares instants, not their texts', () => {
    const early = point(0, { key: 'early', dataTime: '2026-11-20T10:00:00Z' });
    const late = point(0, {
      key: 'late',
      dataTime: '2026-11-20T10:00:00.500Z',
    });
    expect(summarizePoints([early, late]).lastGood?.key).toBe('late');
  });

  it.each([
    ['none', [], 0],
    ['after the data of the last good point', [HOUR, 2 * HOUR], 2],
    ['before it', [2 * DAY], 0],
  ])('counts failed attempts: %s', (_what, ages, failedSince) => {
    const failed = ages.map(age => point(age, { status: 'failed' }));
    expect(summarizePoints([point(DAY), ...failed]).failedSince).toBe(
      failedSince,
    );
  });

  it('does not let a late copy hide a failed attempt', () => {
    expect(
      summarizePoints([
        point(DAY, { createdAt: ago(MINUTE) }),
        point(HOUR, { status: 'failed' }),
      ]).failedSince,
    ).toBe(1);
  });

  it('cannot place a failed attempt without any time, unless nothing is good', () => {
    const failed = point(0, {
      status: 'failed',
      dataTime: null,
      createdAt: null,
    });
    expect(summarizePoints([point(DAY), failed]).failedSince).toBe(0);
    expect(summarizePoints([failed]).failedSince).toBe(1);
  });

  it.each([
    ['fewer than three points make no rhythm', [HOUR, DAY], null],
    ['evenly spaced', [HOUR, DAY + HOUR, 2 * DAY + HOUR], DAY],
    [
      'one missed night does not matter',
      [0, 1, 3, 4, 5].map(n => n * DAY),
      DAY,
    ],
    ['of two middle gaps the longer counts', [0, HOUR, 3 * HOUR], 2 * HOUR],
    [
      'a schedule that is kept roughly counts at its longest',
      [0, DAY - 8 * MINUTE, 2 * DAY + 4 * MINUTE, 3 * DAY, 5 * DAY],
      DAY + 12 * MINUTE,
    ],
    [
      'an extra point does not matter',
      [0, 1, 1.1, 2, 3].map(n => n * DAY),
      DAY,
    ],
    [
      'only the latest eight count',
      [...[0, 1, 2, 3, 4, 5, 6, 7].map(n => n * HOUR), 30 * DAY, 60 * DAY],
      HOUR,
    ],
  ])('finds the usual interval: %s', (_what, ages, intervalMs) => {
    const { rhythm } = summarizePoints(ages.map(age => point(age)));
    expect(rhythm?.intervalMs ?? null).toBe(intervalMs);
  });

  it('counts a backup and its copies once', () => {
    const ages = [1, 2, 3, 4].map(n => n * DAY);
    const copies = ages.map(age => point(age, { key: `copy-${age}` }));
    const { rhythm } = summarizePoints([
      ...ages.map(age => point(age)),
      ...copies,
    ]);
    expect(rhythm?.intervalMs).toBe(DAY);
  });

  it('takes the run time from the points that tell it', () => {
    const ages = [1, 2, 3].map(n => n * DAY);
    const { rhythm } = summarizePoints([
      point(ages[0], { completedAt: ago(ages[0] - 9 * MINUTE) }),
      point(ages[1], { completedAt: null }),
      point(ages[2], { completedAt: ago(ages[2] - 7 * MINUTE) }),
    ]);
    expect(rhythm).toEqual({ intervalMs: DAY, runTimeMs: 9 * MINUTE });
    expect(
      summarizePoints(ages.map(age => point(age))).rhythm?.runTimeMs,
    ).toBeNull();
  });

  it('says when a usable point has no known age', () => {
    expect(summarizePoints([point(0, { dataTime: null })])).toMatchObject({
      lastGood: null,
      undated: true,
      rhythm: null,
    });
  });
});

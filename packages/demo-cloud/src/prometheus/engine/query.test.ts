import {
  everyStep,
  sampledSeries,
  sourceOf,
} from '../__testUtils__/sampledSeries';
import { evaluateInstant, evaluateRange, QueryContext } from './query';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 10 * HOUR;

const context: QueryContext = {
  series: sourceOf([
    // Exists for ever, also after now.
    { labels: { __name__: 'always', a: 'b' }, valueAt: tMs => tMs / 1000 },
    sampledSeries(
      { __name__: 'ended' },
      everyStep(0, 30_000, 121, i => i),
    ),
  ]),
  nowMs: NOW,
  retentionMs: 5 * HOUR,
};

function pointsOf(query: string, timeMs: number) {
  const result = evaluateInstant(context, query, timeMs);
  if (result.type !== 'vector' && result.type !== 'matrix') {
    throw new Error(`${query} answers a ${result.type}`);
  }
  return result.type === 'vector'
    ? result.elements.map(({ point }) => point.value)
    : result.series.flatMap(({ points }) => points.map(p => p.value));
}

describe('evaluateInstant', () => {
  it('takes the newest sample on the scrape grid', () => {
    expect(pointsOf('always', NOW - 10_001)).toEqual([(NOW - 30_000) / 1000]);
  });

  it('knows no sample of the future, whatever the series could say', () => {
    expect(pointsOf('always', NOW + 2 * MINUTE)).toEqual([NOW / 1000]);
    expect(pointsOf('always', NOW + 6 * MINUTE)).toEqual([]);
    expect(pointsOf('always[10m]', NOW + 9 * MINUTE)).toHaveLength(3);
  });

  it('knows no sample from before the retention', () => {
    expect(pointsOf('always', NOW - 5 * HOUR)).toHaveLength(1);
    expect(pointsOf('always', NOW - 5 * HOUR - 1)).toEqual([]);
    expect(pointsOf('count_over_time(always[10h])', NOW)).toEqual([601]);
  });

  it('looks back five minutes, both ends included', () => {
    const ancient = { ...context, retentionMs: 20 * HOUR };
    const at = (timeMs: number) => evaluateInstant(ancient, 'ended', timeMs);
    expect(at(HOUR + 5 * MINUTE)).toMatchObject({ elements: [{}] });
    expect(at(HOUR + 5 * MINUTE + 1)).toMatchObject({ elements: [] });
  });

  it('refuses more samples than fit into memory', () => {
    expect(() =>
      evaluateInstant(context, 'sum_over_time(always[900d:1s])', NOW),
    ).toThrow(
      'query processing would load too many samples into memory in query execution',
    );
  });
});

describe('evaluateRange', () => {
  it('answers the points of each step, without those that do not exist', () => {
    const [series] = evaluateRange(
      { ...context, retentionMs: 20 * HOUR },
      'ended',
      { startMs: HOUR, endMs: HOUR + 20 * MINUTE, stepMs: 2 * MINUTE },
    );
    expect(series.labels).toEqual({ __name__: 'ended' });
    expect(series.points).toEqual([
      { timeMs: HOUR, value: 120 },
      { timeMs: HOUR + 2 * MINUTE, value: 120 },
      { timeMs: HOUR + 4 * MINUTE, value: 120 },
    ]);
  });

  it('reads the series that both sides of a ratio share only once', () => {
    let reads = 0;
    const counted = sourceOf([
      {
        labels: { __name__: 'x', code: '500' },
        valueAt: tMs => {
          reads++;
          return tMs;
        },
      },
    ]);
    const range = { startMs: NOW - HOUR, endMs: NOW, stepMs: 5 * MINUTE };
    evaluateRange(
      { series: counted, nowMs: NOW },
      'sum(increase(x{code="500"}[5m])) / sum(increase(x[5m]))',
      range,
    );
    // 65 minutes of two samples each, and the one at the beginning.
    expect(reads).toBe(131);
  });
});

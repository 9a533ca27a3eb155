import { queueDepth } from './backlogs';
import { counter, whole } from './counters';
import { Series } from './seriesSource';
import { Service } from './services';
import { FOUNDED } from './time';
import { Traffic } from './traffic';
import type { World } from './world';

/** The job queues of the catalogue pipeline (guide 2.29): jobs per second, and the share of them that fail. */
const QUEUES = [
  { queue: 'import', perSecond: 0.05, failureRatio: 0.06 },
  { queue: 'translation', perSecond: 0.8, failureRatio: 0.02 },
  { queue: 'image', perSecond: 1.5, failureRatio: 0.004 },
  { queue: 'source-check', perSecond: 0.3, failureRatio: 0.03 },
] as const;

/** Counters of finished jobs and gauges of waiting ones. */
export function jobSeries(world: World, service: Service): Series[] {
  const environment = 'production';
  return QUEUES.flatMap(({ queue, perSecond, failureRatio }) => {
    const common = { service: service.name, environment, queue };
    const stream = { name: `jobs ${queue}`, perSecond };
    const traffic = new Traffic(world, service, environment, stream);
    const processed = (result: string, sign: 1 | -1) => ({
      labels: { __name__: 'jobs_processed_total', ...common, result },
      valueAt: whole(
        counter(traffic, {
          requests: sign === 1 ? failureRatio : 1 - failureRatio,
          flutter: sign * failureRatio,
          failed: sign,
          slow: 0,
        }),
      ),
    });
    return [
      processed('failure', 1),
      processed('success', -1),
      {
        labels: { __name__: 'job_queue_depth', ...common },
        valueAt: (tMs: number) =>
          tMs < FOUNDED ? undefined : queueDepth(world.seed, queue, tMs),
      },
    ];
  });
}

import fc from 'fast-check';
import { DEPLOYMENT_STATUSES, DeploymentStatus } from '../api';
import { combineStatuses, foldStatus, isFinished, isInFlight } from './status';

const anyStatus = fc.constantFrom(...DEPLOYMENT_STATUSES);

describe('foldStatus', () => {
  it.each<
    [
      known: DeploymentStatus | undefined,
      reported: DeploymentStatus,
      kept: DeploymentStatus,
    ]
  >([
    [undefined, 'running', 'running'],
    ['queued', 'running', 'running'],
    ['running', 'succeeded', 'succeeded'],
    ['succeeded', 'superseded', 'superseded'],
    ['running', 'superseded', 'superseded'],
    // Replaced: says nothing of how it went.
    ['failed', 'superseded', 'failed'],
    ['cancelled', 'superseded', 'cancelled'],
    ['rolled-back', 'superseded', 'rolled-back'],
    // A rollout that missed its deadline may still make it.
    ['failed', 'running', 'running'],
    ['failed', 'succeeded', 'succeeded'],
    // Pods that are replaced later are no new deployment.
    ['succeeded', 'running', 'succeeded'],
    ['superseded', 'queued', 'superseded'],
    // An earlier deployment that is given the traffic again.
    ['superseded', 'succeeded', 'succeeded'],
    ['succeeded', 'rolling-back', 'rolling-back'],
  ])('keeps of %s, when %s is reported, %s', (known, reported, kept) => {
    expect(foldStatus(known, reported)).toBe(kept);
  });

  it('does not change when the same report comes again', () => {
    fc.assert(
      fc.property(anyStatus, anyStatus, (known, reported) => {
        const once = foldStatus(known, reported);
        expect(foldStatus(once, reported)).toBe(once);
      }),
    );
  });
});

describe('combineStatuses', () => {
  it.each<[DeploymentStatus[], DeploymentStatus]>([
    [['succeeded', 'running'], 'succeeded'],
    [['queued', 'running'], 'running'],
    [['failed', 'succeeded'], 'failed'],
    [['failed', 'superseded'], 'failed'],
    [['succeeded', 'superseded'], 'superseded'],
    [['queued', 'superseded'], 'superseded'],
    [['paused', 'running'], 'paused'],
  ])('makes of %j %s', ([first, ...others], combined) => {
    expect(combineStatuses([first, ...others])).toBe(combined);
  });

  it('does not depend on the order, and an end beats every way', () => {
    fc.assert(
      fc.property(anyStatus, fc.array(anyStatus), (first, others) => {
        const combined = combineStatuses([first, ...others]);
        const [last, ...reversed] = [first, ...others].reverse();
        expect(combineStatuses([last, ...reversed])).toBe(combined);
        expect(isFinished(combined)).toBe([first, ...others].some(isFinished));
      }),
    );
  });
});

it('does not count what waits as in flight', () => {
  expect(DEPLOYMENT_STATUSES.filter(isInFlight)).toEqual([
    'running',
    'paused',
    'rolling-back',
  ]);
});

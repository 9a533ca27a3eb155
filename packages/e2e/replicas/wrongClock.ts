import { expect } from '@playwright/test';
import {
  LEASE_GRACE_S,
  SOURCE,
  SOURCE_TIMEOUT_S,
  hangingRun,
  leaseSeconds,
  mostOfOneScope,
  overlappingRuns,
  roomForRuns,
  runsSince,
} from './collection';
import { COLLECTING } from './database';
import { makeDeliveries, sendAll } from './deliveries';
import {
  NOTHING_DOUBLED,
  OURS,
  doubledEffects,
  missingAlerts,
} from './effects';
import { seconds, sum } from './figures';
import {
  ReplicaName,
  look,
  sleep,
  start,
  stop,
  turn,
  until,
  untilReady,
} from './lab';
import { note } from './ledger';

const PREFIX = `${OURS}Clock`;
const AHEAD_S = 120;
/** Two turns of the workers of both replicas. */
const HANGS_FOR_MS = 12_000;

/** One replica's clock is further ahead than any lease lasts. */
export async function wrongClock(name: ReplicaName): Promise<void> {
  await stop(name);
  await start(name, { aheadS: AHEAD_S });
  await untilReady(name);
  const began = new Date();
  await until(
    'that the replica notices',
    () => look(name),
    ({ log }) => log.includes(`is ${AHEAD_S} s ahead of the database`),
  );

  // Whoever reads, the other one leaves the scope to it.
  await turn('hang', 'alertmanager', true);
  const run = await hangingRun(SOURCE);
  const lasts = await leaseSeconds(SOURCE);
  await sleep(HANGS_FOR_MS);
  await turn('hang', 'alertmanager', false);
  expect(lasts).toBeGreaterThan(0);
  expect(lasts).toBeLessThanOrEqual(SOURCE_TIMEOUT_S + LEASE_GRACE_S);
  const since = await runsSince(new Date(run.startedAt - 1));
  expect(
    since
      .filter(({ scope }) => scope.startsWith(SOURCE))
      .map(({ outcome }) => outcome),
  ).toEqual(['running']);

  const deliveries = makeDeliveries({
    prefix: PREFIX,
    count: 100,
    resolved: 60,
    total: 250,
    seed: 3,
  });
  const traffic = await sendAll(deliveries);
  const missing = await missingAlerts(PREFIX, traffic.accepted);
  const runs = await until(
    'readings of every tab',
    () => runsSince(began),
    all =>
      COLLECTING.every(plugin =>
        all.some(
          each => each.plugin === plugin && each.outcome === 'succeeded',
        ),
      ),
  );
  const overlaps = await overlappingRuns(began);
  const doubled = await doubledEffects();
  note(`a clock ${AHEAD_S} s ahead`, {
    deliveries: deliveries.length,
    runs: runs.length,
    lost: missing.length,
    doubled: overlaps + sum(Object.values(doubled)),
  });
  expect(missing).toEqual([]);
  expect(overlaps).toBe(0);
  expect(runs.filter(({ outcome }) => outcome === 'lost')).toEqual([]);
  expect(doubled).toEqual(NOTHING_DOUBLED);
  expect(mostOfOneScope(runs)).toBeLessThanOrEqual(
    roomForRuns(seconds(began.getTime())),
  );
}

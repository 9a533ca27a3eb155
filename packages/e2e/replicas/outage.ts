import { expect } from '@playwright/test';
import {
  RESUME_GRACE_S,
  SOURCE,
  SOURCE_TIMEOUT_S,
  hangingRun,
  isFilled,
  runAfter,
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
  REPLICAS,
  haltDatabase,
  look,
  resumeDatabase,
  sleep,
  turn,
  until,
  untilReady,
} from './lab';
import { note } from './ledger';

const PREFIX = `${OURS}Outage`;

/**
 * PostgreSQL is away amid deliveries and a reading, for so long that the reading
 * ends meanwhile and cannot say so.
 */
export async function databaseAway(token: string): Promise<void> {
  const before = await Promise.all(REPLICAS.map(look));
  await turn('hang', 'alertmanager', true);
  const cut = await hangingRun(SOURCE);
  const deliveries = makeDeliveries({
    prefix: PREFIX,
    count: 100,
    resolved: 60,
    total: 250,
    seed: 2,
  });
  let backAt = 0;
  const traffic = await sendAll(deliveries, async () => {
    await haltDatabase();
    await turn('hang', 'alertmanager', false);
    await sleep(cut.startedAt + (SOURCE_TIMEOUT_S + 3) * 1_000 - Date.now());
    await resumeDatabase();
    backAt = Date.now();
  });
  expect(traffic.repeated).toBeGreaterThan(0);
  expect(traffic.accepted.size).toBe(100);

  const next = await until(
    'the next run',
    () => runAfter(SOURCE, cut),
    run => run !== undefined,
  );
  const resumedAfterS = seconds(backAt, next?.startedAt);
  const runs = await until(
    'a reading of every tab',
    () => runsSince(new Date(backAt)),
    all =>
      COLLECTING.every(plugin =>
        all.some(run => run.plugin === plugin && run.outcome === 'succeeded'),
      ),
    (SOURCE_TIMEOUT_S + RESUME_GRACE_S) * 1_000,
  );
  for (const name of REPLICAS) {
    await untilReady(name);
    await until(`the tabs of ${name}`, () => isFilled(name, token), Boolean);
  }
  const missing = await missingAlerts(PREFIX, traffic.accepted);
  const doubled = await doubledEffects();
  note('the database is away amid both', {
    deliveries: deliveries.length,
    runs: runs.length,
    lost: missing.length,
    doubled: sum(Object.values(doubled)),
    resumedAfterS,
  });
  expect(missing).toEqual([]);
  expect(doubled).toEqual(NOTHING_DOUBLED);
  // It could say how it ended as soon as the database was back.
  expect(next?.before).toBe('failed');
  expect(resumedAfterS).toBeLessThanOrEqual(SOURCE_TIMEOUT_S);
  const after = await Promise.all(REPLICAS.map(look));
  expect(after.map(({ starts, running }) => [starts, running])).toEqual(
    before.map(({ starts }) => [starts, true]),
  );
}

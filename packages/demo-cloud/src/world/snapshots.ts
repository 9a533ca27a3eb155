import { DateTime } from 'luxon';
import { Database, SnapshotPlan } from './databases';
import { drawBetween } from './random';
import { MINUTE, SECOND, WEEK, wholeSeconds } from './time';
import type { World } from './world';

/** One snapshot as it is known at the instant asked for. Times are milliseconds since the epoch. */
export interface Snapshot {
  id: string;
  database: Database;
  type: SnapshotPlan['type'];
  /** Where it is kept; for a copy another region than the database's. */
  region: string;
  /** The original; absent for an original. */
  copyOf?: Snapshot;
  status: 'creating' | 'available' | 'failed';
  /** 0 to 100. */
  percentProgress: number;
  /** Time of the last transaction that it holds. */
  databaseTime: number;
  /** When this snapshot or copy was made. */
  createTime: number;
}

const COPY_DELAY = 30 * MINUTE;
const COPY_DURATION = 15 * MINUTE;
const ATTEMPT_DURATION = 2 * MINUTE;

/** The snapshots of a database in all regions that are kept at an instant, newest first. */
export function snapshotsAt(
  world: World,
  database: Database,
  tMs: number,
): Snapshot[] {
  const planned = database.plans.flatMap(plan =>
    runsOf(world.seed, database, plan, tMs).flatMap(run =>
      withCopy(plan, plannedSnapshot(world, database, plan, run, tMs), tMs),
    ),
  );
  return [...planned, ...failedAttempts(world, database, tMs)].sort(
    (a, b) => b.createTime - a.createTime,
  );
}

interface Run {
  started: number;
  finished: number;
}

/** The runs of a plan whose snapshots are still kept. */
function runsOf(
  seed: string,
  database: Database,
  plan: SnapshotPlan,
  tMs: number,
): Run[] {
  const now = DateTime.fromMillis(tMs, { zone: 'utc' });
  return Array.from({ length: plan.keep + 1 }, (_, back) =>
    now
      .startOf(plan.every)
      .minus({ [plan.every]: back })
      .toMillis(),
  )
    .map(period => ({ period, ...runIn(seed, database, plan, period) }))
    .filter(run => run.started <= tMs)
    .slice(0, plan.keep)
    .filter(run => !isMissed(plan, run.period));
}

/** The run in the period that starts at an instant: within the half hour of a backup window. */
function runIn(
  seed: string,
  database: Database,
  plan: SnapshotPlan,
  period: number,
): Run {
  const between = (from: number, to: number, what: string) =>
    wholeSeconds(
      drawBetween(from, to, seed, database.name, plan.label, period, what),
    );
  const started = period + plan.offset + between(0, 12 * MINUTE, 'start');
  const finished = started + between(4 * MINUTE, 12 * MINUTE, 'duration');
  return { started, finished };
}

function isMissed({ missesOneIn }: SnapshotPlan, period: number): boolean {
  return (
    missesOneIn !== undefined && Math.floor(period / WEEK) % missesOneIn === 0
  );
}

function plannedSnapshot(
  { seed, scenarios }: World,
  database: Database,
  plan: SnapshotPlan,
  { started, finished }: Run,
  tMs: number,
): Snapshot {
  const failing = scenarios.intervalAt('failed-backup', database.name, started);
  const lag = drawBetween(2, 40, seed, database.name, 'lag', started);
  return {
    id: snapshotId(database, plan, started),
    database,
    type: plan.type,
    region: database.region,
    databaseTime: started - wholeSeconds(lag * SECOND),
    createTime: started,
    ...(failing ? failure(started, tMs) : progress({ started, finished }, tMs)),
  };
}

/** Switching failed backups on starts one attempt at once, so that there is a failure to see. */
function failedAttempts(
  { scenarios }: World,
  database: Database,
  tMs: number,
): Snapshot[] {
  return scenarios
    .intervals('failed-backup', database.name)
    .filter(({ from }) => from <= tMs)
    .map(({ from }) => ({
      id: `${database.name}-on-demand-${stamp(from)}`,
      database,
      type: 'manual',
      region: database.region,
      databaseTime: from,
      createTime: from,
      ...failure(from, tMs),
    }));
}

function withCopy(
  plan: SnapshotPlan,
  original: Snapshot,
  tMs: number,
): Snapshot[] {
  const started = original.createTime + COPY_DELAY;
  if (!plan.copyTo || original.status !== 'available' || started > tMs) {
    return [original];
  }
  const run = { started, finished: started + COPY_DURATION };
  const copy: Snapshot = {
    ...original,
    id: `${original.id}-copy`,
    region: plan.copyTo,
    copyOf: original,
    createTime: started,
    ...progress(run, tMs),
  };
  return [original, copy];
}

function progress(
  { started, finished }: Run,
  tMs: number,
): Pick<Snapshot, 'status' | 'percentProgress'> {
  return tMs >= finished
    ? { status: 'available', percentProgress: 100 }
    : {
        status: 'creating',
        percentProgress: Math.floor(
          (100 * (tMs - started)) / (finished - started),
        ),
      };
}

function failure(
  started: number,
  tMs: number,
): Pick<Snapshot, 'status' | 'percentProgress'> {
  const percentProgress = Math.min(
    41,
    Math.floor((41 * (tMs - started)) / ATTEMPT_DURATION),
  );
  const over = tMs - started >= ATTEMPT_DURATION;
  return { status: over ? 'failed' : 'creating', percentProgress };
}

/** RDS names automated snapshots `rds:<instance>-2026-11-20-04-37`; the jobs of the demo name theirs after the plan. */
function snapshotId(
  database: Database,
  plan: SnapshotPlan,
  started: number,
): string {
  return plan.type === 'automated'
    ? `rds:${database.name}-${utc(started).toFormat('yyyy-MM-dd-HH-mm')}`
    : `${database.name}-${plan.label}-${stamp(started)}`;
}

function stamp(tMs: number): string {
  return utc(tMs).toFormat('yyyyMMdd-HHmm');
}

function utc(tMs: number): DateTime {
  return DateTime.fromMillis(tMs, { zone: 'utc' });
}

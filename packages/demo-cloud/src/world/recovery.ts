import { Database } from './databases';
import { draw } from './random';
import { FOUNDED, HOUR, MINUTE, SECOND, wholeSeconds } from './time';
import type { World } from './world';

/** RDS ships its transaction logs "every five minutes"; here a little oftener, so that five minutes are just kept. */
const SHIPPING = 285 * SECOND;
const SHIPPING_TIME = 10 * SECOND;

/**
 * The baseline story of one instance: its log archiver stalls, is restarted every six hours, catches up to where it
 * stalled last and stalls again. So its restorable instant is between 47 minutes and 6 hours 47 minutes old.
 */
export const STALLED_DATABASE = 'markethub-db';
const STALL_CYCLE = 6 * HOUR;
const STALL_LEAST = 47 * MINUTE;

/**
 * The latest instant a database can be restored to; undefined when point-in-time recovery is off. Turning the switch
 * ends the baseline story for good: on freezes it where it is, off heals it.
 */
export function latestRestorableTime(
  world: World,
  database: Database,
  tMs: number,
): number | undefined {
  if (database.backupRetentionPeriod === 0) {
    return undefined;
  }
  const { scenarios, seed } = world;
  const stopped = scenarios.intervalAt('pitr-stopped', database.name, tMs);
  const turned = scenarios.firstTurn('pitr-stopped', database.name);
  const untouched =
    turned === undefined || tMs < turned || stopped?.from === turned;
  const instant = stopped?.from ?? tMs;
  const phase = draw(seed, database.name, 'shipping') * SHIPPING;
  return database.name === STALLED_DATABASE && untouched
    ? lastStep(instant - STALL_LEAST, STALL_CYCLE, phase)
    : lastStep(instant - SHIPPING_TIME, SHIPPING, phase);
}

/** The newest instant in the replica of the automated backups: some minutes behind the original. */
export function replicatedTime(
  world: World,
  database: Database,
  tMs: number,
): number | undefined {
  return latestRestorableTime(world, database, tMs - 7 * MINUTE);
}

/** The last of the instants `phase + n * step` that is not after another. */
function lastStep(tMs: number, step: number, phase: number): number {
  const start = FOUNDED + phase;
  const steps = Math.floor((tMs - start) / step);
  return wholeSeconds(start + steps * step);
}

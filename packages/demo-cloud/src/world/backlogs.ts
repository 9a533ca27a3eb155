import { drawBetween } from './random';
import { DAY, FOUNDED, HOUR, MINUTE, wholeSeconds } from './time';

/** A span in which a job queue holds more jobs than it should. */
export interface Backlog {
  queue: string;
  started: number;
  finished: number;
  /** Most jobs that wait during it. */
  peak: number;
}

/** More waiting jobs than this is worth an alert (guide 2.30). */
export const BACKLOG_THRESHOLD = 1_000;

/**
 * The queues that fall behind every day: translations while people work, supplier imports by night. They take turns
 * with an overlap of at least half an hour, so one of them is behind at any moment.
 */
const DAILY: Record<string, { from: number; to: number }> = {
  translation: { from: 5 * HOUR, to: 18 * HOUR },
  import: { from: 17 * HOUR, to: 30 * HOUR },
};

const RAMP = 20 * MINUTE;
const USUAL = 150;

/** The backlog of a queue at an instant, or the one that is building up or draining then. */
export function backlogAround(
  seed: string,
  queue: string,
  tMs: number,
): Backlog | undefined {
  const today = Math.floor((tMs - FOUNDED) / DAY);
  return [today - 1, today, today + 1]
    .map(day => backlogOf(seed, queue, day))
    .find(
      backlog =>
        backlog &&
        backlog.started - RAMP < tMs &&
        tMs < backlog.finished + RAMP,
    );
}

/** The backlog of a queue that begins on a day, counted from the start of the world. */
export function backlogOf(
  seed: string,
  queue: string,
  day: number,
): Backlog | undefined {
  const span = DAILY[queue];
  if (!span) {
    return undefined;
  }
  const start = FOUNDED + day * DAY;
  const shift = (what: string) =>
    wholeSeconds(
      drawBetween(-15 * MINUTE, 15 * MINUTE, seed, queue, what, day),
    );
  return {
    queue,
    started: start + span.from + shift('from'),
    finished: start + span.to + shift('to'),
    peak: drawBetween(1_400, 2_600, seed, queue, 'peak', day),
  };
}

/** Names of the queues that fall behind. */
export const BACKLOG_QUEUES = Object.keys(DAILY);

/** Jobs that wait in a queue at an instant: over the threshold during a backlog and never outside one. */
export function queueDepth(seed: string, queue: string, tMs: number): number {
  const backlog = backlogAround(seed, queue, tMs);
  if (!backlog) {
    return USUAL;
  }
  const { started, finished, peak } = backlog;
  const edge = BACKLOG_THRESHOLD - USUAL;
  if (tMs < started) {
    return Math.floor(USUAL + edge * (1 - (started - tMs) / RAMP));
  }
  if (tMs > finished) {
    return Math.floor(USUAL + edge * (1 - (tMs - finished) / RAMP));
  }
  const swell = Math.sin((Math.PI * (tMs - started)) / (finished - started));
  const above = peak - BACKLOG_THRESHOLD;
  return Math.ceil(BACKLOG_THRESHOLD + 1 + above * swell);
}

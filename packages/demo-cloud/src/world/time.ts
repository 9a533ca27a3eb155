/** Milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** The instant the demo company opened; nothing happened before it. */
export const FOUNDED = Date.UTC(2015, 0, 1);

/** When its clusters, databases and repositories were made. */
export const SET_UP = FOUNDED + DAY;

/** How far back the stand-ins tell their history, in milliseconds. */
export const HISTORY = 400 * DAY;

/** ISO-8601 in UTC with whole seconds, as Kubernetes and GitHub print it. */
export function isoSeconds(tMs: number): string {
  return `${new Date(tMs).toISOString().slice(0, 19)}Z`;
}

/** ISO-8601 in UTC with milliseconds, as AWS prints it. */
export function isoMillis(tMs: number): string {
  return new Date(tMs).toISOString();
}

/** A duration or instant without its fraction of a second: providers print whole seconds. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / SECOND) * SECOND;
}

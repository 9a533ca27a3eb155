import { z } from 'zod/v4';

/** Deployments whose statuses are asked for again, at most; those that are watched longest count. */
const MAX_WATCHED = 100;

/** Environments whose active deployment is remembered, at most; the latest deployed count. */
const MAX_ACTIVE = 200;

const watchedSchema = z.object({
  id: z.number().int(),
  /** Names the statuses as they were read last. */
  etag: z.string().nullable(),
  /** Until when it is asked for (UTC). */
  until: z.iso.datetime(),
});

/** A deployment that may still change. */
export type Watched = z.infer<typeof watchedSchema>;

const sweepSchema = z.object({
  /** The next page to read. */
  page: z.number().int().min(1),
  /** When it began (UTC). */
  startedAt: z.iso.datetime(),
  /** The newest deployment there was when it began; null when there was none. */
  newest: z
    .object({ id: z.number().int(), createdAt: z.iso.datetime() })
    .nullable(),
  etag: z.string().nullable(),
});

const activeSchema = z.object({
  environment: z.string(),
  id: z.number().int(),
  createdAt: z.iso.datetime(),
});

const stateSchema = z.object({
  v: z.literal(1),
  /** Everything up to this deployment has been read; null before the first whole sweep. */
  newest: z
    .object({ id: z.number().int(), createdAt: z.iso.datetime() })
    .nullable(),
  /** When the last whole sweep began (UTC): what was touched since is read again. */
  sweptAt: z.iso.datetime().nullable(),
  /** Names the first page as it was then. */
  etag: z.string().nullable(),
  /** A sweep over the list that was cut off; it goes on where it stopped. */
  sweep: sweepSchema.nullable(),
  watched: z.array(watchedSchema),
  /** The deployment that is active in each environment: a newer one changes its status. */
  active: z.array(activeSchema),
});

/** How far a repository has been read, between two runs. */
export type ReadState = z.infer<typeof stateSchema>;

const INITIAL: ReadState = {
  v: 1,
  newest: null,
  sweptAt: null,
  etag: null,
  sweep: null,
  watched: [],
  active: [],
};

/** What a cursor says; one that cannot be read, for example of an older version, begins anew. */
export function readCursor(cursor: string | undefined): ReadState {
  if (!cursor) return INITIAL;
  try {
    return stateSchema.parse(JSON.parse(cursor));
  } catch {
    return INITIAL;
  }
}

export function writeCursor(state: ReadState): string {
  return JSON.stringify(state);
}

/** The state with a deployment to be asked for again. */
export function watch(state: ReadState, watched: Watched): ReadState {
  const others = state.watched.filter(({ id }) => id !== watched.id);
  return {
    ...state,
    watched: [...others, watched]
      .sort((a, b) => b.until.localeCompare(a.until))
      .slice(0, MAX_WATCHED),
  };
}

/** The state without a deployment that need not be asked for again. */
export function unwatch(state: ReadState, id: number): ReadState {
  return { ...state, watched: state.watched.filter(one => one.id !== id) };
}

/**
 * The state with a deployment that is active in its environment. The one that it
 * replaces is asked for until the given instant: GitHub is about to mark it.
 */
export function activate(
  state: ReadState,
  active: ReadState['active'][number],
  until: string,
): ReadState {
  const before = state.active.find(
    ({ environment }) => environment === active.environment,
  );
  if (before && before.createdAt >= active.createdAt) return state;
  const next = {
    ...state,
    active: [...state.active.filter(one => one !== before), active]
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, MAX_ACTIVE),
  };
  return before ? watch(next, { id: before.id, etag: null, until }) : next;
}

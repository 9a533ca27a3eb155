import { read, runningTasks } from './api';
import { COLLECTING, databases } from './database';
import { REPLICAS, ReplicaName, until } from './lab';

/** The source that the tests let hang. */
export const SOURCE = 'alertmanager-alerts';
/** Time limit of a reading of that source. */
export const SOURCE_TIMEOUT_S = 30;
/** What a lease lasts beyond that, so that the run can say how it ended. */
export const LEASE_GRACE_S = 30;
/** Within the time limit and this much more the work of a killed replica goes on. */
export const RESUME_GRACE_S = 65;
/** How often each source is read. */
export const CADENCE_S = 15;

/** Whether every scope has been read and every service has a verdict, as one replica tells it. */
export async function isFilled(
  name: ReplicaName,
  token: string,
): Promise<boolean> {
  const board = await read<{ rows: { verdict: string | null }[] }>(
    name,
    '/api/operations/board',
    token,
  );
  const { plugins } = await read<{
    plugins: {
      problem: string | null;
      sources: {
        scopes: {
          /** Of a receiver of webhooks; nobody has sent anything yet. */
          receiver?: object;
          freshness: { lastSuccessAt: string | null };
        }[];
      }[];
    }[];
  }>(name, '/api/operations/sources', token);
  return (
    board.rows.length >= 5 &&
    board.rows.every(row => row.verdict !== null) &&
    plugins.every(
      ({ problem, sources }) =>
        problem === null &&
        sources.every(({ scopes }) =>
          scopes.every(
            ({ receiver, freshness }) =>
              receiver || freshness.lastSuccessAt !== null,
          ),
        ),
    )
  );
}

/** A run that waits for its provider, and the replica that it waits on. */
export interface HangingRun {
  name: ReplicaName;
  runId: string;
  lease: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** Waits until some replica waits for the Alertmanager that hangs. */
export async function hangingRun(sourceId: string): Promise<HangingRun> {
  const found = await until(
    'a run that hangs',
    async () => {
      const [run] = await databases.incidents.rows<{
        id: string;
        lease_number: number;
        started_at: string;
      }>(
        `select id, lease_number, started_at from source_runs
          where source_id = ? and outcome = 'running' and started_at < ?`,
        [sourceId, new Date(Date.now() - 2_000).toISOString()],
      );
      if (!run) return undefined;
      for (const name of REPLICAS) {
        const tasks = await runningTasks(name, 'incidents');
        if (tasks.some(id => id.startsWith(`collect-${sourceId}`))) {
          return {
            name,
            runId: run.id,
            lease: run.lease_number,
            startedAt: Date.parse(run.started_at),
          };
        }
      }
      return undefined;
    },
    run => run !== undefined,
  );
  if (!found) throw new Error('No run hangs');
  return found;
}

/** When the first run that succeeded after a lease began, and how the leased run ended. */
export async function runAfter(sourceId: string, { lease, runId }: HangingRun) {
  const [run] = await databases.incidents.rows<{
    started_at: string;
    before: string;
  }>(
    `select started_at, (select outcome from source_runs where id = ?) as before
       from source_runs
      where source_id = ? and lease_number > ? and outcome = 'succeeded'
      order by lease_number limit 1`,
    [runId, sourceId, String(lease)],
  );
  return run && { startedAt: Date.parse(run.started_at), before: run.before };
}

/** An attempt to read a scope. */
export interface Run {
  plugin: (typeof COLLECTING)[number];
  scope: string;
  calls: number;
  outcome: string;
}

/** Seconds that the lease of a source's only scope lasts, by the clock of the database. */
export async function leaseSeconds(sourceId: string): Promise<number> {
  return databases.incidents.count(
    `select extract(epoch from lease_expires_at::timestamptz - clock_timestamp())
       from source_scopes where source_id = ?`,
    [sourceId],
  );
}

/** Runs that have begun since. */
export async function runsSince(since: Date): Promise<Run[]> {
  const all = await Promise.all(
    COLLECTING.map(plugin =>
      databases[plugin].rows<Omit<Run, 'plugin'>>(
        `select source_id || ' ' || scope_id as scope, calls, outcome
           from source_runs where started_at > ?`,
        [since.toISOString()],
      ),
    ),
  );
  return all.flatMap((runs, i) =>
    runs.map(run => ({ ...run, plugin: COLLECTING[i] })),
  );
}

/** The number of runs of the scope with the most of them. */
export function mostOfOneScope(runs: readonly Run[]): number {
  const perScope = new Map<string, number>();
  for (const { scope } of runs) {
    perScope.set(scope, (perScope.get(scope) ?? 0) + 1);
  }
  return Math.max(...perScope.values());
}

/** Runs of one scope that so many seconds have room for: between two lies one cadence, or a tenth less. */
export function roomForRuns(withinS: number): number {
  return Math.floor(withinS / (CADENCE_S * 0.9)) + 1;
}

/** How many runs began before the one before them of the same scope had ended. */
export async function overlappingRuns(since: Date): Promise<number> {
  const counts = await Promise.all(
    COLLECTING.map(plugin =>
      databases[plugin].count(
        `select count(*) from (
           select started_at, lag(finished_at) over
             (partition by source_id, scope_id order by lease_number) as before
             from source_runs where started_at > ?) runs
          where before > started_at`,
        [since.toISOString()],
      ),
    ),
  );
  return counts.reduce((a, b) => a + b, 0);
}

/** One of the two processes. */
export type ReplicaName = 'a' | 'b';

interface Lab {
  control: string;
  replicas: Record<ReplicaName, string>;
  clouds: string;
  /** Connection string of the server's own database. */
  postgres: string;
}

const UP_WITHIN_MS = 180_000;

/** What run.mjs has set up. */
export const lab: Lab = readLab();

function readLab(): Lab {
  const text = process.env.OPSDECK_REPLICAS;
  if (!text) {
    throw new Error(
      'OPSDECK_REPLICAS is not set: start the tests with "node scripts/run.mjs replicas"',
    );
  }
  return JSON.parse(text);
}

export const REPLICAS: readonly ReplicaName[] = ['a', 'b'];

export const other = (name: ReplicaName): ReplicaName =>
  name === 'a' ? 'b' : 'a';

export const sleep = (ms: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, ms);
  });

async function control<T>(action: string, body: object): Promise<T> {
  const response = await fetch(`${lab.control}/${action}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Starts a replica, with a clock that is wrong where that is said; see {@link untilReady}. */
export const start = (name: ReplicaName, clock: { aheadS?: number } = {}) =>
  control('start', { name, clockAheadS: clock.aheadS });

/** SIGTERM: it gives back what it was at. */
export const stop = (name: ReplicaName) => control('stop', { name });

/** SIGKILL: no chance to put anything in order. */
export const kill = (name: ReplicaName) => control('kill', { name });

/** Ends PostgreSQL for a while; connections are cut. */
export const haltDatabase = () => control('halt-database', {});

/** Starts PostgreSQL again. */
export const resumeDatabase = () => control('resume-database', {});

/** Whether a replica runs, and what it has logged since its start. */
export const look = (name: ReplicaName) =>
  control<{ running: boolean; starts: number; log: string }>('look', { name });

/** Turns a switch of the stand-in clouds. */
export async function turn(name: string, target: string, on: boolean) {
  const response = await fetch(`${lab.clouds}/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ switch: name, target, on }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Requests that each stand-in cloud got since its start. */
export async function upstreamRequests(): Promise<Record<string, number>> {
  const response = await fetch(`${lab.clouds}/metrics.json`);
  const { sources } = await response.json();
  return Object.fromEntries(
    Object.entries<{ requests: number }>(sources).map(([name, count]) => [
      name,
      count.requests,
    ]),
  );
}

/** Waits until a replica says that it is ready. Answers how long it took, in ms. */
export async function untilReady(name: ReplicaName): Promise<number> {
  const began = Date.now();
  while (Date.now() - began < UP_WITHIN_MS) {
    if (!(await look(name)).running) {
      throw new Error(`${name} has ended:\n${await lastLines(name)}`);
    }
    const url = `${lab.replicas[name]}/.backstage/health/v1/readiness`;
    const up = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      .then(response => response.ok)
      .catch(() => false);
    if (up) return Date.now() - began;
    await sleep(250);
  }
  throw new Error(`${name} did not get ready:\n${await lastLines(name)}`);
}

async function lastLines(name: ReplicaName): Promise<string> {
  const { log } = await look(name);
  return log.split('\n').slice(-40).join('\n');
}

/** Asks until the answer satisfies; the last answer is part of the failure. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown = 'no answer yet';
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (satisfied(answer)) return answer;
      last = answer;
    } catch (error) {
      last = String(error);
    }
    await sleep(500);
  }
  throw new Error(
    `${what}: not within ${timeoutMs / 1000} s; last: ${JSON.stringify(last)}`,
  );
}

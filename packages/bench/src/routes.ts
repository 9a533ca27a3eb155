import autocannon from 'autocannon';
import { Backend } from './backendProcess';

const SERVICE = 'component/default/hopngo';

/** What is measured, by name. */
export const ROUTES = {
  constant: '/api/bench/constant',
  'catalog entity': `/api/catalog/entities/by-name/${SERVICE}`,
  deployments: `/api/deployments/entities/${SERVICE}`,
  slos: `/api/slos/entities/${SERVICE}`,
  runbooks: `/api/runbooks/entities/${SERVICE}`,
  backups: `/api/backups/entities/${SERVICE}`,
  incidents: `/api/incidents/entities/${SERVICE}`,
  fleet: '/api/operations/board',
  'live RDS': '/api/bench/live',
} as const;

export type RouteName = keyof typeof ROUTES;

export interface RouteFigures {
  /** Milliseconds. */
  p50: number;
  p975: number;
  p99: number;
  requestsPerSecond: number;
}

const WARM_UP_SECONDS = 2;
const MEASURED_SECONDS = 6;
const CONNECTIONS = 4;

/** Measures every route in one run, one after the other. */
export async function measureRoutes(
  backend: Backend,
): Promise<Record<RouteName, RouteFigures>> {
  const figures = {} as Record<RouteName, RouteFigures>;
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    figures[name] = await measureRoute(backend, name, ROUTES[name]);
  }
  return figures;
}

/** Measures one route after warming it up. */
export async function measureRoute(
  backend: Backend,
  name: string,
  path: string,
): Promise<RouteFigures> {
  // The first answer may take longer than the warm-up: what is kept in memory is not there yet.
  await fetch(backend.url + path, {
    headers: { Authorization: `Bearer ${backend.token}` },
  });
  await load(backend, path, WARM_UP_SECONDS);
  const figures = await load(backend, path, MEASURED_SECONDS);
  process.stderr.write(
    `  ${name}: p50 ${figures.p50} ms, p97.5 ${figures.p975} ms\n`,
  );
  return figures;
}

async function load(
  backend: Backend,
  path: string,
  seconds: number,
): Promise<RouteFigures> {
  const result = await autocannon({
    url: backend.url + path,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { Authorization: `Bearer ${backend.token}` },
  });
  if (result.non2xx > 0 || result.errors > 0 || result.requests.total === 0) {
    throw new Error(
      `${path}: ${result.non2xx} refusals and ${result.errors} errors in ${result.requests.total} requests; nothing was measured`,
    );
  }
  return {
    p50: result.latency.p50,
    p975: result.latency.p97_5,
    p99: result.latency.p99,
    requestsPerSecond: result.requests.average,
  };
}

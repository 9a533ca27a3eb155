import { setTimeout as sleep } from 'node:timers/promises';
import { Backend } from './backendProcess';
import { ROUTES } from './routes';

const VIEWS = 1_000;
const AT_ONCE = 8;
/** Longer than the cadence of most sources: a shorter one would catch a collector's turn or miss it. */
const WINDOW_MS = 60_000;
/** Calls that other benchmarks began end meanwhile. */
const SETTLE_MS = 5_000;
const TABS = [
  'deployments',
  'slos',
  'runbooks',
  'backups',
  'incidents',
] as const;

export interface UpstreamFigures {
  views: number;
  windowSeconds: number;
  /** Calls to providers in the time in which the pages were viewed. */
  during: number;
  /** Calls in an equally long time without a view: the collectors' own. */
  idle: number;
}

type Counts = () => Record<string, { requests: number }>;

/** Counts provider calls over a minute with 1,000 page views, and over one without any. */
export async function measureUpstream(
  backend: Backend,
  counts: Counts,
): Promise<UpstreamFigures> {
  const total = () =>
    Object.values(counts()).reduce((sum, each) => sum + each.requests, 0);
  const within = async (work: () => Promise<void>) => {
    const before = total();
    const windowEnds = sleep(WINDOW_MS);
    await work();
    await windowEnds;
    return total() - before;
  };
  await sleep(SETTLE_MS);
  return {
    views: VIEWS,
    windowSeconds: WINDOW_MS / 1_000,
    during: await within(() => view(backend)),
    idle: await within(async () => {}),
  };
}

async function view(backend: Backend): Promise<void> {
  let next = 0;
  const viewer = async () => {
    while (next < VIEWS) {
      const route = ROUTES[TABS[next++ % TABS.length]];
      const response = await fetch(backend.url + route, {
        headers: { Authorization: `Bearer ${backend.token}` },
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${route} answered ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, viewer));
}

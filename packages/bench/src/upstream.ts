import { Backend } from './backendProcess';
import { ROUTES } from './routes';

const VIEWS = 1_000;
const AT_ONCE = 8;
const TABS = [
  'deployments',
  'slos',
  'runbooks',
  'backups',
  'incidents',
] as const;

export interface UpstreamFigures {
  views: number;
  seconds: number;
  /** Calls to providers while the pages were viewed. */
  during: number;
  /** Calls in an equally long time without a view: the collectors' own. */
  idle: number;
}

type Counts = () => Record<string, { requests: number }>;

/** Counts provider calls over 1,000 page views, and over the same time without any. */
export async function measureUpstream(
  backend: Backend,
  counts: Counts,
): Promise<UpstreamFigures> {
  const total = () =>
    Object.values(counts()).reduce((sum, each) => sum + each.requests, 0);
  const before = total();
  const started = Date.now();
  await view(backend);
  const ms = Date.now() - started;
  const during = total() - before;
  const idleBefore = total();
  await new Promise(resolve => {
    setTimeout(resolve, ms);
  });
  return {
    views: VIEWS,
    seconds: ms / 1_000,
    during,
    idle: total() - idleBefore,
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

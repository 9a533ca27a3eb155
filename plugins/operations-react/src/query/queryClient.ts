import { ResponseError } from '@backstage/errors';
import { QueryClient } from '@tanstack/react-query';

/** Answers younger than this are served without asking again. */
const STALE_TIME_MS = 15_000;

/** One more try for faults that may pass; none where the answer was a refusal. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (error instanceof ResponseError && error.statusCode < 500) return false;
  return failures < 1;
}

/** A client with the suite's defaults. Polling is given by each query. */
export function createOpsdeckQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_TIME_MS, retry: shouldRetry },
      mutations: { retry: false },
    },
  });
}

let shared: QueryClient | undefined;

/** The one client of the page: tabs and cards that ask the same share the answer. */
export function sharedQueryClient(): QueryClient {
  shared ??= createOpsdeckQueryClient();
  return shared;
}

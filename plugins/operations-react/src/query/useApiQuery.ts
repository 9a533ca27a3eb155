import { ApiRef, useApi } from '@backstage/core-plugin-api';
import { UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEntityRef } from '../api/useEntityRef';

/** What a query names itself: its name, then whatever the answer depends on. */
export type QueryName = readonly [name: string, ...parameters: unknown[]];

export interface ApiQueryOptions<TApi, TData> {
  api: ApiRef<TApi>;
  name: QueryName;
  query: (api: TApi, context: { signal: AbortSignal }) => Promise<TData>;
  /** How often to ask again while the page is looked at; never unless told. */
  refetchIntervalMs?: number;
  /** False while something that the query needs is not there yet. */
  enabled?: boolean;
}

export interface EntityQueryOptions<TApi, TData>
  extends Omit<ApiQueryOptions<TApi, TData>, 'query'> {
  query: (
    api: TApi,
    context: { entityRef: string; signal: AbortSignal },
  ) => Promise<TData>;
}

/** The key under which an answer is kept. A scope is an entity ref or `fleet`. */
export function apiQueryKey(
  api: ApiRef<unknown>,
  scope: string,
  name?: QueryName,
): readonly unknown[] {
  return ['opsdeck', api.id, scope, ...(name ?? [])];
}

/**
 * Asks an API for something that concerns no single entity. While parameters
 * change (a filter, a page) the previous answer stays; see `isPlaceholderData`.
 */
export function useApiQuery<TApi, TData>(
  options: ApiQueryOptions<TApi, TData>,
): UseQueryResult<TData> {
  return useScopedQuery('fleet', options);
}

/** Asks an API about the entity whose page this is. */
export function useEntityQuery<TApi, TData>(
  options: EntityQueryOptions<TApi, TData>,
): UseQueryResult<TData> {
  const entityRef = useEntityRef();
  return useScopedQuery(entityRef, {
    ...options,
    query: (api, context) => options.query(api, { ...context, entityRef }),
  });
}

function useScopedQuery<TApi, TData>(
  scope: string,
  options: ApiQueryOptions<TApi, TData>,
): UseQueryResult<TData> {
  const api = useApi(options.api);
  const queryKey = apiQueryKey(options.api, scope, options.name);
  return useQuery<TData>({
    queryKey,
    queryFn: ({ signal }) => options.query(api, { signal }),
    enabled: options.enabled,
    refetchInterval: options.refetchIntervalMs,
    placeholderData: (previous, query) =>
      asksTheSame(query?.queryKey, queryKey) ? previous : undefined,
  });
}

/** Same API, scope and name. One entity's figures never stand in for another's. */
function asksTheSame(
  previous: readonly unknown[] | undefined,
  next: readonly unknown[],
): boolean {
  return [0, 1, 2, 3].every(index => previous?.[index] === next[index]);
}

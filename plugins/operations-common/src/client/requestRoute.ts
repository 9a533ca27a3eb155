import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';
import { RouteContract } from '../contract';
import { JsonRequest, PluginFetch, requestJson } from './request';

/** What of a route's contract its callers need. */
export type CalledRoute = Pick<
  RouteContract,
  'method' | 'path' | 'params' | 'query' | 'body' | 'answer'
>;

/** The schema's input under the name; optional where nothing of it is required. */
type Part<Name extends string, T> = T extends z.ZodType
  ? {} extends z.input<T>
    ? { [K in Name]?: z.input<T> }
    : { [K in Name]: z.input<T> }
  : {};

/** Everything that a route takes. */
export type RouteInput<R extends CalledRoute> = Part<'params', R['params']> &
  Part<'query', R['query']> &
  Part<'body', R['body']> & { signal?: AbortSignal };

/**
 * Calls a route of a plugin as its contract has it: method, path, and the check
 * of the answer.
 *
 * @throws ResponseError when the answer is not 2xx.
 * @throws Error when the answer breaks the contract, or the path lacks a parameter.
 */
export async function requestRoute<R extends CalledRoute>(
  fetch: PluginFetch,
  route: R,
  input: RouteInput<R>,
): Promise<z.output<R['answer']>> {
  // The contract's type has gone into the parameter's; here any route will do.
  const { params, query, body, signal } = input as {
    params?: Record<string, string>;
    query?: JsonRequest['query'];
    body?: unknown;
    signal?: AbortSignal;
  };
  return requestJson(fetch, route.answer, routePath(route, params), {
    method: route.method === 'get' ? 'GET' : 'POST',
    query,
    body,
    signal,
  }) as Promise<z.output<R['answer']>>;
}

/**
 * The path of a route below its plugin, for what is no JSON.
 *
 * @throws Error when it lacks a parameter.
 */
export function routePath(
  { path }: Pick<CalledRoute, 'path'>,
  params: Record<string, string> = {},
): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs "${name}"`);
    return encodeURIComponent(value);
  });
}

/** The path parameters of a route about one entity. */
export function entityParts(
  ref: string | CompoundEntityRef,
): Record<'kind' | 'namespace' | 'name', string> {
  const { kind, namespace, name } =
    typeof ref === 'string' ? parseEntityRef(ref) : ref;
  return { kind, namespace, name };
}

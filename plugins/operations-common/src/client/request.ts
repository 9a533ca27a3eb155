import { ResponseError } from '@backstage/errors';
import { z } from 'zod/v4';

/**
 * Sends a request to one plugin's backend; `path` starts with a slash. The
 * browser passes Backstage's fetch API, a backend passes discovery and a token.
 */
export type PluginFetch = (
  path: string,
  init?: RequestInit,
) => Promise<Response>;

export interface JsonRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<
    string,
    string | number | boolean | readonly string[] | undefined
  >;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Asks a plugin and checks its answer against the contract.
 *
 * @throws ResponseError when the answer is not 2xx.
 * @throws Error naming the path when the answer breaks the contract.
 */
export async function requestJson<T>(
  fetch: PluginFetch,
  schema: z.ZodType<T>,
  path: string,
  request: JsonRequest = {},
): Promise<T> {
  const response = await requestOk(fetch, path + queryString(request.query), {
    method: request.method ?? 'GET',
    signal: request.signal,
    ...(request.body === undefined
      ? {}
      : {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(request.body),
        }),
  });
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(
      `The answer of ${path} breaks its contract: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  return parsed.data;
}

/**
 * Asks a plugin for something that is not JSON, such as a file.
 *
 * @throws ResponseError when the answer is not 2xx.
 */
export async function requestOk(
  fetch: PluginFetch,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  const response = await fetch(path, init);
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response;
}

/** A query as part of a path, its question mark included; empty without any. */
export function queryString(query: JsonRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      parameters.append(name, String(item));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

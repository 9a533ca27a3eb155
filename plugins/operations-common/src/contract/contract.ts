import { Permission } from '@backstage/plugin-permission-common';
import { z } from 'zod/v4';

/**
 * Who may call a route: a signed-in person, another backend, a sender of webhooks
 * that holds the token of its receiver, or whoever holds a link with a token in it.
 */
export type Caller = 'user' | 'service' | 'webhook' | 'link';

/** One route of a backend, as the router serves it and the OpenAPI document tells it. */
export interface RouteContract {
  method: 'get' | 'post';
  /** Below the plugin's base path, with parameters as `:name`. */
  path: string;
  summary: string;
  callers: readonly Caller[];
  /** What the caller must be allowed to; empty when being such a caller is enough. */
  permissions: readonly Permission[];
  params?: z.ZodType<Record<string, string>, Record<string, string>>;
  query?: z.ZodType<Record<string, unknown>>;
  body?: z.ZodType<Record<string, unknown>>;
  /** Largest body in bytes; 100 kB unless told otherwise. */
  bodyLimit?: number;
  /** Id of the audit event that a write or an export leaves. */
  audit?: string;
  /** Whether the audit event tells the answer, too, as what became of what was asked for. */
  auditAnswer?: boolean;
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** Media type of the answer; JSON unless told otherwise. */
  mediaType?: string;
  /** Refusals besides those that every route knows (400, 401, 403), and what they mean. */
  refusals?: Readonly<
    Partial<Record<404 | 408 | 409 | 415 | 429 | 503, string>>
  >;
}

/** Routes by operation id. */
export type Routes = Readonly<Record<string, RouteContract>>;

/** What one router serves. */
export interface ApiContract<R extends Routes = Routes> {
  /** The plugin that serves it, under `/api/<pluginId>`. */
  pluginId: string;
  title: string;
  description: string;
  routes: R;
  /** Schemas that the document gives a name, by that name. */
  schemas: Readonly<Record<string, z.ZodType>>;
}

export const DEFAULT_BODY_LIMIT = 100 * 1024;

/** Declares routes and keeps the type of each of them. */
export function defineRoutes<const R extends Routes>(routes: R): R {
  return routes;
}

/** Declares a contract and keeps the type of each of its routes. */
export function defineContract<const R extends Routes>(
  contract: ApiContract<R>,
): ApiContract<R> {
  return contract;
}

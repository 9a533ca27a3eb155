import {
  AuditorService,
  BackstageCredentials,
  BackstagePrincipalTypes,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  ApiContract,
  DEFAULT_BODY_LIMIT,
  RouteContract,
  Routes,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v4';
import { audited } from '../http/audited';
import { parseInput } from '../http/parse';
import { checkAnswer } from './checkAnswer';
import { openApiDocument } from './openApiDocument';
import { readJson } from './readJson';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A call that has been parsed and whose caller is one of those that the route is for. */
export interface Call<R extends RouteContract> {
  credentials: BackstageCredentials<
    BackstagePrincipalTypes[Exclude<R['callers'][number], 'webhook' | 'link'>]
  >;
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
}

/** Answers each route; refusals are thrown as errors of `@backstage/errors`. */
export type Handlers<R extends Routes> = {
  [K in keyof R]: (call: Call<R[K]>) => Promise<z.output<R[K]['answer']>>;
};

export interface ContractRouterOptions {
  httpAuth: HttpAuthService;
  /** Needed as soon as a route is audited. */
  auditor?: AuditorService;
  /** What other routers of the plugin serve, for the document. */
  alsoServed?: readonly ApiContract[];
}

/**
 * Serves a contract, see {@link createRouteRouter}, and the OpenAPI document of
 * the plugin at `/openapi.json`.
 */
export function createContractRouter<R extends Routes>(
  contract: ApiContract<R>,
  handlers: Handlers<R>,
  options: ContractRouterOptions,
): express.Router {
  const router = createRouteRouter(contract, handlers, options);
  const document = openApiDocument([contract, ...(options.alsoServed ?? [])]);
  router.get('/openapi.json', async (request, response) => {
    await options.httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json(document);
  });
  return router;
}

/**
 * Serves the routes of a contract that the document of another router tells:
 * caller, input, audit of writes, handler, answer. Outside production an answer
 * that breaks the contract is an error.
 */
export function createRouteRouter<R extends Routes>(
  contract: ApiContract<R>,
  handlers: Handlers<R>,
  options: Pick<ContractRouterOptions, 'httpAuth' | 'auditor'>,
): express.Router {
  const router = Router();
  for (const operationId of Object.keys(contract.routes) as (keyof R)[]) {
    const route = contract.routes[operationId];
    const handler = serve(route, handlers[operationId], options);
    router[route.method](route.path, handler);
  }
  return router;
}

function serve<R extends RouteContract>(
  route: R,
  handle: (call: Call<R>) => Promise<unknown>,
  options: Pick<ContractRouterOptions, 'httpAuth' | 'auditor'>,
): express.RequestHandler {
  const json = express.json({ limit: route.bodyLimit ?? DEFAULT_BODY_LIMIT });
  const allow = route.callers.filter(
    caller => caller !== 'webhook' && caller !== 'link',
  );
  const audit = auditOf(route, options.auditor);

  return async (request, response) => {
    // First of all: who is not signed in does not learn what is wrong with the input.
    const credentials = await options.httpAuth.credentials(request, { allow });
    const params = route.params && parseInput(route.params, request.params);
    const query = route.query && parseInput(route.query, request.query);
    const body =
      route.body &&
      parseInput(route.body, await readJson(request, response, json));
    const act = () => handle({ credentials, params, query, body } as Call<R>);
    const meta = { ...params, ...body } as JsonObject;
    const answer = await (audit ? audit(request, meta, act) : act());
    checkAnswer(route, answer);
    response.status(route.status).json(answer);
  };
}

/** Wraps a write into its audit event; undefined for a route without one. */
function auditOf(route: RouteContract, auditor: AuditorService | undefined) {
  const eventId = route.audit;
  if (!eventId) return undefined;
  if (!auditor) throw new Error(`${route.path} is audited: pass an auditor`);
  const resultMeta = route.auditAnswer
    ? (answer: unknown) => answer as JsonObject
    : undefined;
  return (
    request: express.Request,
    meta: JsonObject,
    act: () => Promise<unknown>,
  ) => audited(auditor, { eventId, request, meta, resultMeta }, act);
}

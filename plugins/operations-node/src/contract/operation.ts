import { JsonObject } from '@backstage/types';
import {
  Caller,
  RouteContract,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { SchemaWriter } from './SchemaWriter';
import { errorAnswer } from './errorAnswer';

const CALLERS: Record<Caller, string> = {
  user: 'people who are signed in',
  service: 'other backends',
  webhook: 'senders of webhooks that hold the token of the receiver',
  link: 'whoever holds the link, whose token is a secret',
};

/** One route as an OpenAPI Operation Object. */
export function operation(
  operationId: string,
  route: RouteContract,
  tag: string,
  schemas: SchemaWriter,
): JsonObject {
  const parameters = [
    ...parametersOf('path', route.params, schemas),
    ...parametersOf('query', route.query, schemas),
  ];
  return {
    operationId,
    summary: route.summary,
    description: description(route),
    tags: [tag],
    ...(parameters.length ? { parameters } : {}),
    ...(route.body
      ? { requestBody: { required: true, ...json(schemas.input(route.body)) } }
      : {}),
    responses: responses(route, schemas),
    ...securityOf(route),
    'x-permissions': route.permissions.map(({ name }) => name),
    ...(route.audit ? { 'x-audit-event': route.audit } : {}),
  };
}

/** What differs from a Backstage token; a link carries its own. */
function securityOf({ callers }: RouteContract): JsonObject {
  if (callers.includes('webhook')) return { security: [{ webhook: [] }] };
  return callers.includes('link') ? { security: [] } : {};
}

function description({ callers, permissions }: RouteContract): string {
  const who = callers.map(caller => CALLERS[caller]).join(' and ');
  const what = permissions.map(({ name }) => `\`${name}\``).join(' and ');
  return what ? `For ${who}. Needs ${what}.` : `For ${who}.`;
}

function responses(route: RouteContract, schemas: SchemaWriter): JsonObject {
  const refusals: Record<number, string | undefined> = {
    400: 'The input does not fit; the message names the key.',
    ...(route.callers.includes('link')
      ? {}
      : {
          401: 'The caller is not signed in.',
          403: 'The caller is not allowed to.',
        }),
    ...(route.body ? { 413: 'The body is too large.' } : {}),
    ...route.refusals,
  };
  return {
    [route.status]: {
      description: 'Done.',
      ...content(
        schemas.answer(route.answer),
        route.mediaType ?? 'application/json',
      ),
    },
    ...Object.fromEntries(
      Object.entries(refusals).map(([status, meaning]) => [
        status,
        { description: meaning ?? '', ...json(schemas.answer(errorAnswer)) },
      ]),
    ),
  };
}

function parametersOf(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  schemas: SchemaWriter,
): JsonObject[] {
  if (!schema) return [];
  const { properties, required } = schemas.input(schema);
  return Object.entries(properties as JsonObject).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || ((required ?? []) as string[]).includes(name),
    schema: each as JsonObject,
  }));
}

function json(schema: JsonObject): JsonObject {
  return content(schema, 'application/json');
}

function content(schema: JsonObject, mediaType: string): JsonObject {
  return { content: { [mediaType]: { schema } } };
}

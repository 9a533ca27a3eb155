import { mockCredentials } from '@backstage/backend-test-utils';
import { Known } from './known';
import { Operation } from './operations';
import { ALL, header } from './personas';
import { SECRETS } from './secrets';
import { WholeBackend } from './wholeBackend';

export interface Input {
  params: Record<string, string>;
  query: [name: string, value: string][];
  /** Undefined for none; a text is sent as it is. */
  body: unknown;
}

export interface Answer {
  status: number;
  text: string;
  body: unknown;
}

/** Input that the operation has an answer to. */
export function goodInput(operation: Operation, known: Known): Input {
  const { params, query, body } = known(operation);
  const names = Object.keys(Object(operation.body?.properties));
  const required = (operation.body?.required ?? []) as string[];
  return {
    params,
    query: operation.parameters
      .filter(each => each.in === 'query' && each.required)
      .map(({ name }) => [name, query[name]]),
    body: operation.body
      ? Object.fromEntries(
          names
            .filter(name => required.includes(name))
            .map(name => [name, bodyValue(operation.id, name, body)]),
        )
      : undefined,
  };
}

/** The state and the version depend on the operation. */
function bodyValue(id: string, name: string, body: Record<string, unknown>) {
  if (name === 'state') return id === 'setStep' ? 'done' : 'acknowledged';
  // The state is changed before the severity.
  if (name === 'expectedVersion') {
    return { setStep: 0, changeSeverity: 2 }[id] ?? 1;
  }
  return body[name];
}

/** Who alone may call a route, where it is not any backend. */
const SERVICES: Record<string, string | undefined> = {
  reportStatuses: 'plugin:backups',
  listSearchDocuments: 'plugin:search',
};

/** Credentials of a caller who may do everything that the operation is for. */
export function callerOf({ pluginId, id, callers }: Operation): string {
  if (callers.link) return mockCredentials.none.header();
  if (callers.webhook) return `Bearer ${SECRETS.webhook}`;
  if (callers.user) return header(ALL);
  const subject = SERVICES[id] ?? 'plugin:operations';
  return mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: pluginId,
  });
}

/** Calls an operation; its parameters are percent-encoded. */
export async function call(
  { agent }: WholeBackend,
  operation: Operation,
  { params, query, body }: Input,
  authorization: string,
): Promise<Answer> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    encode(params[name]),
  );
  const search = query
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const asked = agent[operation.method](search ? `${path}?${search}` : path)
    .set('authorization', authorization)
    .buffer(true)
    .ok(() => true);
  if (body !== undefined) {
    asked
      .type('json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  }
  const { status, type, text = '', body: answer } = await asked;
  const isJson = type === 'application/json';
  return { status, text, body: isJson ? answer : text };
}

/** `%` followed by what is no code stays as it is: a broken encoding is input too. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate has no encoding of its own; this is what some clients send.
    return '%ED%A0%80';
  }
}

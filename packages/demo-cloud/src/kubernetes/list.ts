import { MINUTE } from '../world/time';
import { KubernetesObject, resourceVersion } from './objects';
import { Resource } from './resources';
import { parseSelector } from './selector';
import { badRequest, expired } from './status';

/** A list of this age can no longer be continued: etcd has compacted its snapshot. */
const CONTINUE_LIFETIME = 5 * MINUTE;

/** What a list call asks for. */
export interface ListQuery {
  limit?: string;
  continue?: string;
  labelSelector?: string;
}

/** Where a list is continued. */
interface Position {
  /** The instant that the list shows, milliseconds since the epoch. */
  at: number;
  /** Key of the last object that was answered. */
  after: string;
}

/**
 * One chunk of a list. All chunks of one list show the same instant; a list that is continued too late is refused with
 * a token that continues at the present.
 *
 * @throws StatusError 400 for a parameter that cannot be read, 410 for a token that is too old.
 */
export function list(
  resource: Resource,
  objectsAt: (tMs: number) => KubernetesObject[],
  query: ListQuery,
  now: number,
): object {
  const limit = parseLimit(query.limit);
  const position = query.continue ? parseToken(query.continue) : undefined;
  if (position && now - position.at > CONTINUE_LIFETIME) {
    throw expired(token({ ...position, at: now }));
  }
  const at = position?.at ?? now;
  const matches = parseSelector(query.labelSelector ?? '');
  const rest = objectsAt(at)
    .filter(({ metadata }) => matches(metadata.labels ?? {}))
    .map(object => ({ object, key: keyOf(object) }))
    .filter(({ key }) => position === undefined || key > position.after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const chunk = limit > 0 ? rest.slice(0, limit) : rest;
  const left = rest.length - chunk.length;
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.base === '/api/v1' ? 'v1' : 'apps/v1',
    metadata: {
      resourceVersion: resourceVersion(at),
      ...(left > 0 && {
        continue: token({ at, after: chunk[chunk.length - 1].key }),
        ...(!query.labelSelector && { remainingItemCount: left }),
      }),
    },
    items: chunk.map(({ object: { kind, apiVersion, ...rest_ } }) => rest_),
  };
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function parseLimit(text: string | undefined): number {
  const limit = Number(text ?? 0);
  if (!Number.isInteger(limit) || limit < 0) {
    throw badRequest(`limit: Invalid value: "${text}"`);
  }
  return limit;
}

function token(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function parseToken(text: string): Position {
  try {
    const position = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof position.at === 'number' && typeof position.after === 'string') {
      return position;
    }
  } catch {
    // Falls through to the refusal: what cannot be decoded is not valid either.
  }
  throw badRequest('continue key is not valid');
}

import {
  SourceError,
  responseError,
  toSourceError,
} from '@opsdeck/backstage-plugin-operations-node';

/** What the client throws for an answer that is no success. */
interface ApiException {
  code: number;
  /** As text; a `Status` object when the API server itself answered. */
  body: unknown;
  /** Names in lower case. */
  headers: Record<string, string>;
}

/**
 * Classifies what the Kubernetes client threw.
 *
 * @param permission - the RBAC verb and resource that the call needs
 */
export function toKubernetesError(
  error: unknown,
  options: { permission: string; now: Date },
): SourceError {
  if (isApiException(error)) {
    return responseError(
      {
        status: error.code,
        headers: { get: name => error.headers[name] ?? null },
      },
      {
        now: options.now,
        detail: messageOf(error.body),
        missingPermission: `${options.permission} (in every namespace)`,
        cause: error,
      },
    );
  }
  if (error instanceof SyntaxError || isUnreadable(error)) {
    // Not the client's own words: they quote the body.
    return new SourceError(
      'malformed',
      'the answer is not the JSON that Kubernetes documents',
    );
  }
  const known = toSourceError(error);
  // Connections that break half-way come without an error code that says so.
  return known.kind === 'internal' && nameOf(error) === 'FetchError'
    ? new SourceError('network', known.message, { cause: error })
    : known;
}

/** Whether a list can only be begun anew: what its continue token belongs to is gone. */
export function isExpired(error: unknown): boolean {
  return isApiException(error) && error.code === 410;
}

/** By shape: the class is not worth an import of the whole client. */
function isApiException(error: unknown): error is ApiException {
  if (!(error instanceof Error)) return false;
  const headers: unknown = Reflect.get(error, 'headers');
  return (
    typeof Reflect.get(error, 'code') === 'number' &&
    typeof headers === 'object' &&
    headers !== null
  );
}

/** The client meets a content type that it cannot read. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Cannot parse content|The mediaType )/.test(error.message)
  );
}

/** The message of a `Status` object; nothing else of the body, which may repeat credentials. */
function messageOf(body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  try {
    const message: unknown = JSON.parse(body)?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

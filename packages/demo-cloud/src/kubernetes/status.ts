/** A refusal in the words of the Kubernetes API: it is answered as a `Status` object. */
export class StatusError extends Error {
  readonly name = 'StatusError';

  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    /** Further members of the `Status`. */
    readonly extra: { metadata?: object; details?: object } = {},
  ) {
    super(message);
  }

  /** The `Status` object. */
  toStatus(): object {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...this.extra,
      code: this.code,
    };
  }
}

/** The bearer token is missing or not known. */
export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

/** The server sheds load; the client is to come back after that many seconds. */
export function tooManyRequests(retryAfterSeconds: number): StatusError {
  return new StatusError(
    429,
    'TooManyRequests',
    'Too many requests, please try again later.',
    { details: { retryAfterSeconds } },
  );
}

/** A parameter makes no sense. */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** There is no object of that name. */
export function notFound(resource: string, name: string): StatusError {
  const kind = resource.split('.')[0];
  const group = resource.slice(kind.length + 1);
  return new StatusError(404, 'NotFound', `${resource} "${name}" not found`, {
    details: { name, ...(group && { group }), kind },
  });
}

/** The snapshot that a continue token belongs to is gone. */
export function expired(freshToken: string): StatusError {
  return new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    { metadata: { continue: freshToken } },
  );
}

/** A refusal with the body Alertmanager gives: a plain text of its own, or a code and message of its framework. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: string | { code: number; message: string },
  ) {
    super(typeof body === 'string' ? body : body.message);
  }
}

/** The body is not what the API can read. */
export function parsingFailed(name: string, reason: string): ApiError {
  return new ApiError(400, {
    code: 400,
    message: `parsing ${name} body from "" failed, because ${reason}`,
  });
}

/** A field that must be there is not. */
export function fieldRequired(field: string): ApiError {
  return new ApiError(422, {
    code: 602,
    message: `${field} in body is required`,
  });
}

/** A refusal in the words of GitHub. */
export class GithubError extends Error {
  readonly name = 'GithubError';

  constructor(
    readonly status: number,
    message: string,
    readonly documentation = 'https://docs.github.com/rest',
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  /** The body that GitHub sends. */
  toBody(): object {
    return {
      message: this.message,
      documentation_url: this.documentation,
      status: String(this.status),
    };
  }
}

const LIMITS =
  'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** No token was sent. */
export function requiresAuthentication(): GithubError {
  return new GithubError(401, 'Requires authentication');
}

/** The token is not known. */
export function badCredentials(): GithubError {
  return new GithubError(401, 'Bad credentials');
}

/** The token is known and may not do this. */
export function notAccessible(): GithubError {
  return new GithubError(
    403,
    'Resource not accessible by personal access token',
  );
}

/** It does not exist, or the token may not know that it does. */
export function notFound(): GithubError {
  return new GithubError(404, 'Not Found');
}

/** All requests of this hour are used up. */
export function rateLimitExceeded(): GithubError {
  return new GithubError(
    403,
    'API rate limit exceeded for user ID 1000.',
    LIMITS,
  );
}

/** Too many requests at once. */
export function secondaryRateLimit(retryAfterSeconds: number): GithubError {
  return new GithubError(
    429,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    `${LIMITS}#about-secondary-rate-limits`,
    { 'retry-after': String(retryAfterSeconds) },
  );
}

/** A parameter is not allowed. */
export function unprocessable(message: string): GithubError {
  return new GithubError(422, message);
}

import {
  ProviderBudget,
  SourceError,
  providerBudgetOf,
  responseError,
  retryAtOf,
  toSourceError,
} from '@opsdeck/backstage-plugin-operations-node';

/** The permission of a fine-grained token that every call needs. */
export const DEPLOYMENTS_READ = 'Deployments: read';

/** What GitHub asks for when it throttles without saying for how long. */
const USUAL_PAUSE_MS = 60_000;

type Headers = Record<string, string | number | undefined>;

/** What Octokit throws for an answer that is no success. */
interface RequestError {
  status: number;
  response: { headers: Headers; data: unknown };
}

/** Whether the answer was "not modified": what we have is what there is. */
export function isNotModified(error: unknown): boolean {
  return isRequestError(error) && error.status === 304;
}

/**
 * Classifies what Octokit threw. GitHub answers 403 as well as 429 when a rate
 * limit is used up, and 404 to who may not know that a repository exists.
 *
 * @param repository - `owner/name`
 */
export function toGithubError(
  error: unknown,
  options: { repository: string; now: Date },
): SourceError {
  if (!isRequestError(error)) return toSourceError(causeOf(error));
  const { status, response } = error;
  const said = messageOf(response.data);
  const pause = pauseOf(status, response.headers, said, options.now);
  if (pause) {
    return new SourceError('throttled', `HTTP ${status} (${said ?? ''})`, {
      retryAt: pause,
      cause: error,
    });
  }
  const detail =
    status === 404
      ? `${options.repository} does not exist, or the token may not see it`
      : said;
  return responseError(
    { status, headers: { get: name => headerOf(response.headers, name) } },
    {
      now: options.now,
      detail,
      missingPermission: DEPLOYMENTS_READ,
      cause: error,
    },
  );
}

/** What an answer says of the calls that the token may still make. */
export function budgetOf(
  headers: Headers,
  now: Date,
): ProviderBudget | undefined {
  return providerBudgetOf({ get: name => headerOf(headers, name) }, now);
}

/**
 * What a refusal says of them; also "not modified" is one to Octokit. Who is
 * asked to wait has none until then, and nobody else who uses the token has.
 */
export function budgetOfRefusal(
  error: unknown,
  { kind, retryAt }: SourceError,
  now: Date,
): ProviderBudget | undefined {
  if (!isRequestError(error)) return undefined;
  return kind === 'throttled' && retryAt
    ? { remaining: 0, resetsAt: retryAt }
    : budgetOf(error.response.headers, now);
}

/** When the rate limit is used up: when it is renewed. */
function exhaustedUntil(headers: Headers): Date | undefined {
  if (headerOf(headers, 'x-ratelimit-remaining') !== '0') return undefined;
  const reset = Number(headerOf(headers, 'x-ratelimit-reset'));
  return Number.isFinite(reset) && reset > 0
    ? new Date(reset * 1000)
    : undefined;
}

/** Until when GitHub wants to be left alone; undefined when it does not throttle. */
function pauseOf(
  status: number,
  headers: Headers,
  said: string | undefined,
  now: Date,
): Date | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const asked = retryAtOf(headerOf(headers, 'retry-after'), now);
  const known = asked ?? exhaustedUntil(headers);
  if (known) return known;
  const isThrottled = status === 429 || /rate limit/i.test(said ?? '');
  return isThrottled ? new Date(now.getTime() + USUAL_PAUSE_MS) : undefined;
}

/** By shape: there may be several copies of Octokit's error class. */
function isRequestError(error: unknown): error is RequestError {
  if (!(error instanceof Error)) return false;
  const response: unknown = Reflect.get(error, 'response');
  return (
    typeof Reflect.get(error, 'status') === 'number' &&
    typeof response === 'object' &&
    response !== null
  );
}

/** Octokit calls a request that got no answer a 500; what really happened is below. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'HttpError' && error.cause
    ? error.cause
    : error;
}

function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : String(value);
}

/** The message alone: other members of the body may repeat credentials. */
function messageOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const message: unknown = Reflect.get(data, 'message');
  return typeof message === 'string' ? message : undefined;
}

import {
  FailureKind,
  failureMeaning,
} from '@opsdeck/backstage-plugin-operations-common';

export interface SourceErrorOptions {
  /** What the provider's credentials lack, in the provider's own words. */
  missingPermission?: string;
  /** When the provider wants to be asked again. */
  retryAt?: Date;
  cause?: unknown;
}

/**
 * A failure to read a provider, classified. The message is shown to people on
 * the Sources page, so it must say what happened and must not hold a secret.
 */
export class SourceError extends Error {
  readonly kind: FailureKind;
  readonly missingPermission?: string;
  readonly retryAt?: Date;

  constructor(
    kind: FailureKind,
    detail: string,
    options: SourceErrorOptions = {},
  ) {
    const advice = options.missingPermission
      ? `; needs ${options.missingPermission}`
      : '';
    super(`${failureMeaning(kind)}: ${detail}${advice}`, {
      cause: options.cause,
    });
    this.name = 'SourceError';
    this.kind = kind;
    this.missingPermission = options.missingPermission;
    this.retryAt = options.retryAt;
  }
}

/** Failures that may pass by themselves within seconds: worth another try. */
export function isTransient(kind: FailureKind): boolean {
  return (
    kind === 'throttled' ||
    kind === 'unavailable' ||
    kind === 'timeout' ||
    kind === 'network'
  );
}

/** The kind of failure that an HTTP status stands for; undefined for success. */
export function failureKindOfStatus(status: number): FailureKind | undefined {
  if (status < 400) return undefined;
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  return 'configuration';
}

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
 * Undefined when absent or unreadable.
 */
export function retryAtOf(
  header: string | null | undefined,
  now: Date,
): Date | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header.trim())) {
    return new Date(now.getTime() + Number(header) * 1000);
  }
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : new Date(at);
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'CERT_HAS_EXPIRED',
]);

const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Turns whatever a client threw into a {@link SourceError}. */
export function toSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const name = textOf(error, 'name');
  const message = textOf(error, 'message') ?? String(error);
  for (const code of errorCodes(error)) {
    if (NETWORK_CODES.has(code)) {
      return new SourceError('network', `${code} (${message})`, {
        cause: error,
      });
    }
    if (TIMEOUT_CODES.has(code)) {
      return new SourceError('timeout', message, { cause: error });
    }
  }
  if (name === 'TimeoutError' || name === 'AbortError') {
    return new SourceError('timeout', message, { cause: error });
  }
  if (name === 'SyntaxError') {
    return new SourceError('malformed', message, { cause: error });
  }
  return new SourceError('internal', message, { cause: error });
}

/** Node nests the system's error code below `cause`, sometimes twice. */
function* errorCodes(error: unknown): Iterable<string> {
  let current = error;
  for (let depth = 0; depth < 4 && current; depth++) {
    const code = textOf(current, 'code');
    if (code) yield code;
    current =
      typeof current === 'object' && 'cause' in current
        ? current.cause
        : undefined;
  }
}

function textOf(error: unknown, key: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : undefined;
}

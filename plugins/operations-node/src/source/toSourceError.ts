import {
  FailureKind,
  failureKindSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { SourceError } from './SourceError';
import { failureKindOfStatus } from './responseError';

const KIND_BY_CODE: readonly [kind: FailureKind, codes: RegExp][] = [
  [
    'timeout',
    /^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/,
  ],
  [
    'network',
    /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_\w+|EPIPE|E(HOST|NET)(UNREACH|DOWN)|EPROTO|UND_ERR_(SOCKET|CLOSED|DESTROYED))$/,
  ],
  // Certificates that are not trusted or do not fit the host.
  [
    'network',
    /^(CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/,
  ],
  ['malformed', /^HPE_\w+$/],
  ['configuration', /^ERR_INVALID_URL$/],
];

const KIND_BY_NAME: Readonly<Record<string, FailureKind>> = {
  TimeoutError: 'timeout',
  AbortError: 'timeout',
  SyntaxError: 'malformed',
  ZodError: 'malformed',
  $ZodError: 'malformed',
};

/** Clients wrap the system's error, sometimes twice. */
const MAX_DEPTH = 5;

/**
 * Turns whatever a client threw into a {@link SourceError}: by the error codes
 * of Node, by names, by an HTTP status, on the error itself or nested below
 * `cause`. What fits none of them is a fault of our own code.
 */
export function toSourceError(error: unknown): SourceError {
  const chain = [...causes(error)];
  for (const cause of chain) if (isSourceError(cause)) return cause;
  const message = textOf(error, 'message') ?? String(error);
  for (const cause of chain) {
    const code = textOf(cause, 'code');
    const kind = code && KIND_BY_CODE.find(([, codes]) => codes.test(code));
    if (kind) {
      const detail = message ? `${code} (${message})` : code;
      return new SourceError(kind[0], detail, { cause: error });
    }
  }
  for (const cause of chain) {
    const kind = KIND_BY_NAME[textOf(cause, 'name') ?? ''];
    if (kind) return new SourceError(kind, message, { cause: error });
    const status = statusOf(cause);
    const byStatus = status && failureKindOfStatus(status);
    if (byStatus) {
      return new SourceError(byStatus, `HTTP ${status} (${message})`, {
        cause: error,
      });
    }
  }
  return new SourceError('internal', message, { cause: error });
}

/** By shape: a provider may bring a second copy of this package. */
function isSourceError(error: unknown): error is SourceError {
  return (
    error instanceof SourceError ||
    (error instanceof Error &&
      error.name === 'SourceError' &&
      failureKindSchema.safeParse(Reflect.get(error, 'kind')).success)
  );
}

function* causes(error: unknown): Iterable<unknown> {
  let current = error;
  for (let depth = 0; depth < MAX_DEPTH && current; depth++) {
    yield current;
    current =
      typeof current === 'object' && 'cause' in current
        ? current.cause
        : undefined;
  }
}

function statusOf(error: unknown): number | undefined {
  for (const key of ['statusCode', 'status']) {
    const value = valueOf(error, key);
    if (typeof value === 'number' && value >= 400 && value < 600) return value;
  }
  return undefined;
}

function textOf(error: unknown, key: string): string | undefined {
  const value = valueOf(error, key);
  return typeof value === 'string' ? value : undefined;
}

function valueOf(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null
    ? Reflect.get(error, key)
    : undefined;
}

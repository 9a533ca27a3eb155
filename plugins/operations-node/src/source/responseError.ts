import { FailureKind } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { SourceError, SourceErrorOptions } from './SourceError';

/** A longer pause is taken for a mistake of the provider and cut. */
const LONGEST_PAUSE = { days: 30 };

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
 * Undefined when absent or unreadable; at most 30 days ahead.
 */
export function retryAtOf(
  header: string | null | undefined,
  now: Date,
): Date | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const start = DateTime.fromJSDate(now, { zone: 'utc' });
  const latest = start.plus(LONGEST_PAUSE);
  if (/^\d+$/.test(text)) {
    const longest = latest.diff(start).as('seconds');
    return start.plus({ seconds: Math.min(Number(text), longest) }).toJSDate();
  }
  const at = DateTime.fromHTTP(text, { zone: 'utc' });
  return at.isValid ? DateTime.min(at, latest).toJSDate() : undefined;
}

/**
 * The failure that a provider's HTTP answer stands for: its kind by the status,
 * and when to ask again by its `Retry-After`.
 *
 * @param options.detail - what the provider said, beside the status
 * @param options.missingPermission - named when the answer is 403
 */
export function responseError(
  response: {
    status: number;
    statusText?: string;
    headers: { get(name: string): string | null };
  },
  options: { now: Date; detail?: string } & Pick<
    SourceErrorOptions,
    'missingPermission' | 'cause'
  >,
): SourceError {
  const kind = failureKindOfStatus(response.status) ?? 'malformed';
  const status = ['HTTP', response.status, response.statusText]
    .filter(Boolean)
    .join(' ');
  return new SourceError(
    kind,
    options.detail ? `${status} (${options.detail})` : status,
    {
      cause: options.cause,
      retryAt: retryAtOf(response.headers.get('retry-after'), options.now),
      missingPermission:
        kind === 'forbidden' ? options.missingPermission : undefined,
    },
  );
}

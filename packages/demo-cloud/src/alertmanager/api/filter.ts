import { Request } from 'express';
import { Alert, AlertStatus } from '../alert';
import {
  compileMatchers,
  Matcher,
  MatcherError,
  parseMatcher,
  wholePattern,
} from '../matcher';

/** The matchers of the repeatable parameter `filter`. Throws {@link MatcherError}. */
export function filterMatchers(request: Request): Matcher[] {
  return searchParams(request).getAll('filter').map(parseMatcher);
}

/** Which alerts a request asks for: `filter`, `receiver` and the flags `active`, `silenced` and `inhibited`. */
export function alertFilter(
  request: Request,
  receiver: string,
  statusOf: (alert: Alert) => AlertStatus,
): (alert: Alert) => boolean {
  const matches = compileMatchers(filterMatchers(request));
  const params = searchParams(request);
  const wanted = (flag: string) => isTrue(params.get(flag));
  const receiverPattern = params.get('receiver');
  const ofReceiver =
    receiverPattern === null || compileReceiver(receiverPattern).test(receiver);
  return alert => {
    const { state, silencedBy, inhibitedBy } = statusOf(alert);
    return (
      ofReceiver &&
      (wanted('active') || state !== 'active') &&
      (wanted('silenced') || silencedBy.length === 0) &&
      (wanted('inhibited') || inhibitedBy.length === 0) &&
      matches(alert.labels)
    );
  };
}

function compileReceiver(pattern: string): RegExp {
  try {
    return wholePattern(pattern);
  } catch (error) {
    if (error instanceof MatcherError) {
      throw new MatcherError(
        `failed to parse receiver param: ${error.message}`,
      );
    }
    throw error;
  }
}

/** A flag that is not given is true; otherwise the words Alertmanager's framework takes for true. */
function isTrue(value: string | null): boolean {
  const words = ['true', '1', 'yes', 'ok', 'y', 'on', 'selected', 'checked'];
  return value === null || value === '' || words.includes(value.toLowerCase());
}

function searchParams(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://localhost').searchParams;
}

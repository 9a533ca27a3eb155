import { parsingFailed } from './errors';

/** Whether a parsed JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object whose values are all texts. Throws in the name of the body it belongs to. */
export function stringsOf(
  value: unknown,
  body: string,
): Record<string, string> {
  if (!isRecord(value)) {
    throw parsingFailed(body, 'json: cannot unmarshal value into a label set');
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== 'string') {
        throw parsingFailed(
          body,
          `json: cannot unmarshal ${typeof text} into Go value of type string`,
        );
      }
      return [name, text];
    }),
  );
}

/** An instant in ms, or undefined when there is none or Go's zero time. Throws for a text that is no instant. */
export function optionalTimeOf(
  value: unknown,
  body: string,
): number | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const timeMs = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(timeMs)) {
    throw parsingFailed(
      body,
      `parsing time ${JSON.stringify(value)} as "2006-01-02 15:04:05"`,
    );
  }
  return timeMs <= Date.UTC(1, 0, 1) || String(value).startsWith('0001-01-01T')
    ? undefined
    : timeMs;
}

import { Request } from 'express';
import { parseDuration } from '../promql/duration';
import { PromqlError } from '../promql/errors';

/** More steps than this are refused (`maxPointsPerSeries` + 1 points are allowed, as in Prometheus). */
const MAX_STEPS = 11_000;

const RFC3339 =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The parameters of a request, from a form body and from the query string, in this order as in Prometheus. */
export class Params {
  private readonly sources: URLSearchParams[];

  constructor(request: Request) {
    const { searchParams } = new URL(request.originalUrl, 'http://localhost');
    const body: unknown = request.body;
    this.sources = [
      ...(typeof body === 'string' ? [new URLSearchParams(body)] : []),
      searchParams,
    ];
  }

  /** The first value of a parameter, or the empty string. */
  get(name: string): string {
    return this.all(name)[0] ?? '';
  }

  all(name: string): string[] {
    return this.sources.flatMap(source => source.getAll(name));
  }
}

/** A failed parameter, worded as Prometheus does. */
export function invalidParameter(name: string, reason: string): PromqlError {
  return new PromqlError('bad_data', `invalid parameter "${name}": ${reason}`);
}

/** An instant in ms since the epoch: Unix seconds, possibly fractional, or RFC 3339. */
export function parseTime(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    return Math.round(Number(text) * 1000);
  }
  const ms = RFC3339.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** The instant of an instant query: `time`, or the present. */
export function instantOf(params: Params, nowMs: number): number {
  const text = params.get('time');
  if (text === '') {
    return nowMs;
  }
  const timeMs = parseTime(text);
  if (timeMs === undefined) {
    throw invalidParameter(
      'time',
      `Invalid time value for 'time': ${notATime(text)}`,
    );
  }
  return timeMs;
}

/** The range of a range query, in ms. Refuses what Prometheus refuses, with its words. */
export function rangeOf(params: Params): {
  startMs: number;
  endMs: number;
  stepMs: number;
} {
  const startMs = requiredTime(params, 'start');
  const endMs = requiredTime(params, 'end');
  if (endMs < startMs) {
    throw invalidParameter(
      'end',
      'end timestamp must not be before start time',
    );
  }
  const text = params.get('step');
  const stepMs = Number.isFinite(Number(text || NaN))
    ? Math.round(Number(text) * 1000)
    : parseDuration(text);
  if (stepMs === undefined) {
    throw invalidParameter(
      'step',
      `cannot parse "${text}" to a valid duration`,
    );
  }
  if (stepMs <= 0) {
    throw invalidParameter(
      'step',
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  if (Math.floor((endMs - startMs) / stepMs) > MAX_STEPS) {
    throw new PromqlError(
      'bad_data',
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  return { startMs, endMs, stepMs };
}

/** An optional bound of a metadata request. */
export function optionalTime(
  params: Params,
  name: string,
  fallbackMs: number,
): number {
  return params.get(name) === '' ? fallbackMs : requiredTime(params, name);
}

function requiredTime(params: Params, name: string): number {
  const text = params.get(name);
  const timeMs = parseTime(text);
  if (timeMs === undefined) {
    throw invalidParameter(name, notATime(text));
  }
  return timeMs;
}

function notATime(text: string): string {
  return `cannot parse "${text}" to a valid timestamp`;
}

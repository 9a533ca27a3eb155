const UNIT_MILLIS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/**
 * Milliseconds of a Prometheus duration such as `15d` or `1d12h`, of which the
 * time part of `15d or 10GiB` is read; undefined when it names no time.
 */
export function retentionMillis(text: string): number | undefined {
  const [time] = text.split(' or ');
  const whole = /^(?:\d+(?:ms|[smhdwy]))+$/;
  if (!whole.test(time.trim())) return undefined;
  let millis = 0;
  for (const [, count, unit] of time.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    millis += Number(count) * UNIT_MILLIS[unit];
  }
  return millis > 0 ? millis : undefined;
}

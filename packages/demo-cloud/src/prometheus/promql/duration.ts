const UNITS_MS: ReadonlyArray<readonly [unit: string, ms: number]> = [
  ['y', 365 * 24 * 3600_000],
  ['w', 7 * 24 * 3600_000],
  ['d', 24 * 3600_000],
  ['h', 3600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

const DURATION =
  /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Milliseconds of a Prometheus duration such as `1h30m`, or undefined when the text is none.
 * A year counts 365 days and a week 7, as in Prometheus.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') {
    return 0;
  }
  const match = DURATION.exec(text);
  if (!match || text === '') {
    return undefined;
  }
  return UNITS_MS.reduce(
    (sum, [, ms], i) => sum + Number(match[i + 1] ?? 0) * ms,
    0,
  );
}

/** The text Prometheus writes for a duration: years and weeks only when nothing remains (`120d`, `2w`, `1h30m`). */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) {
    return '0s';
  }
  let rest = durationMs;
  let text = '';
  for (const [unit, ms] of UNITS_MS) {
    const onlyWhenExact = unit === 'y' || unit === 'w';
    if (onlyWhenExact && rest % ms !== 0) {
      continue;
    }
    const count = Math.floor(rest / ms);
    if (count > 0) {
      text += `${count}${unit}`;
      rest -= count * ms;
    }
  }
  return text;
}

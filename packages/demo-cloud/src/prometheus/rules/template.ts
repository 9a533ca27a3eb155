import { formatGeneral, fourDigits } from '../goNumbers';

const PIPES: Readonly<Record<string, (value: number) => string>> = {
  humanize,
  humanizePercentage: value => `${fourDigits(value * 100)}%`,
  humanizeDuration,
};

/**
 * Expands the part of Go's template language that alert texts need: `{{ $labels.<name> }}` and `{{ $value }}`, which may
 * be piped into `humanize`, `humanizePercentage` or `humanizeDuration`. Throws on anything else, so that a rule with a
 * text this stand-in cannot expand is found by the rules' test and not by a reader.
 */
export function expandTemplate(
  template: string,
  labels: Record<string, string>,
  value: number,
): string {
  return template.replace(/\{\{([\s\S]*?)\}\}/g, (_, action: string) => {
    const [source, ...pipes] = action.split('|').map(part => part.trim());
    const label = /^\$labels\.([a-zA-Z_]\w*)$/.exec(source);
    if (label && pipes.length === 0) {
      return labels[label[1]] ?? '';
    }
    if (source === '$value' && pipes.length === 0) {
      return formatGeneral(value);
    }
    if (
      source === '$value' &&
      pipes.length === 1 &&
      Object.hasOwn(PIPES, pipes[0])
    ) {
      return PIPES[pipes[0]](value);
    }
    throw new Error(`cannot expand the template action {{${action}}}`);
  });
}

/** A number with an SI prefix. */
function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) {
    return fourDigits(value);
  }
  const [prefixes, factor] =
    Math.abs(value) >= 1
      ? (['kMGTPEZY', 1 / 1000] as const)
      : (['munpfazy', 1000] as const);
  let scaled = value;
  let prefix = '';
  for (const next of prefixes) {
    const size = Math.abs(scaled);
    if (factor < 1 ? size < 1000 : size >= 1) {
      break;
    }
    scaled *= factor;
    prefix = next;
  }
  return fourDigits(scaled) + prefix;
}

/** Seconds as days, hours, minutes and seconds; below one second with an SI prefix. */
function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || Math.abs(seconds) <= 1) {
    return `${humanize(seconds)}s`;
  }
  const sign = seconds < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(seconds));
  const [days, hours, minutes] = [
    Math.floor(whole / 86400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  if (days > 0) {
    return `${sign}${days}d ${hours}h ${minutes}m ${whole % 60}s`;
  }
  if (hours > 0) {
    return `${sign}${hours}h ${minutes}m ${whole % 60}s`;
  }
  if (minutes > 0) {
    return `${sign}${minutes}m ${whole % 60}s`;
  }
  return `${sign}${fourDigits(Math.abs(seconds))}s`;
}

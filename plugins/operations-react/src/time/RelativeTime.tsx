import { Hint } from '../hint/Hint';
import { exactInstant, relativeTo } from './instant';
import { useNow } from './useNow';

export interface RelativeTimeProps {
  /** The instant (ISO-8601). */
  at: string;
  /** Text before the time on hover, for example "deployed". */
  hint?: string;
}

/**
 * An instant as people say it ("2 min ago"), kept up to date. Hover or focus
 * shows it exactly, in the reader's zone and in UTC.
 */
export function RelativeTime({ at, hint }: RelativeTimeProps) {
  const now = useNow(10_000);
  const exact = exactInstant(at);
  return (
    <Hint text={hint ? `${hint} ${exact}` : exact}>
      <time dateTime={at}>{relativeTo(at, now)}</time>
    </Hint>
  );
}

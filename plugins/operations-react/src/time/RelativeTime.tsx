import { Hint } from '../hint/Hint';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
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
  const { t } = useKitTranslation();
  const now = useNow(10_000);
  return (
    <Hint text={<ExactTime at={at} hint={hint} />}>
      <time dateTime={at}>{relativeTo(at, now, t)}</time>
    </Hint>
  );
}

/** Apart, so that it costs nothing while nobody looks: a table has hundreds. */
function ExactTime({ at, hint }: RelativeTimeProps) {
  const { t } = useKitTranslation();
  const instant = exactInstant(at, t);
  return <>{hint ? t('time.withHint', { hint, instant }) : instant}</>;
}

import { DateTime } from 'luxon';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

export interface InstantTextProps {
  /** The instant (ISO-8601). */
  at: string;
  /** IANA zone in which it is meant. */
  zone: string;
}

/** An instant in full, in the zone in which it is meant: "Fri 20 Nov 2026, 15:00 Europe/Berlin". */
export function InstantText({ at, zone }: InstantTextProps) {
  const { t } = useKitTranslation();
  const local = DateTime.fromISO(at, { zone }).setLocale(t('locale'));
  return (
    <time dateTime={at}>
      {local.isValid
        ? `${local.toFormat('ccc d LLL yyyy, HH:mm')} ${zone}`
        : t('time.unreadableText', { text: at })}
    </time>
  );
}

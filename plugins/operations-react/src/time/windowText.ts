import { DateTime } from 'luxon';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

/** One occurrence of a window, as its source declares it. */
export interface DatedWindow {
  /** When it opens (ISO-8601). */
  from: string;
  /** When it closes (ISO-8601). */
  to: string;
  /** IANA zone that it is declared in; daylight saving moves it for everybody else. */
  zone: string;
}

/**
 * A window in the zone of its source, and its start in the reader's where the
 * clocks differ: "Sun 02:00–04:00 UTC, Sun 03:00 for you".
 */
export function windowText(
  window: DatedWindow,
  t: KitTranslator,
  readerZone: string = 'local',
): string {
  const locale = t('locale');
  const [from, to] = [window.from, window.to].map(at =>
    DateTime.fromISO(at, { zone: window.zone }).setLocale(locale),
  );
  if (!from.isValid || !to.isValid) {
    return t('time.unreadableText', { text: `${window.from}/${window.to}` });
  }
  const end = to.toFormat(from.hasSame(to, 'day') ? 'HH:mm' : 'ccc HH:mm');
  const text = `${from.toFormat('ccc HH:mm')}–${end} ${window.zone}`;
  const reader = from.setZone(readerZone);
  if (reader.offset === from.offset) return text;
  return t('time.windowForReader', {
    window: text,
    start: reader.toFormat('ccc HH:mm'),
  });
}

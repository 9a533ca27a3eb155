import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

/** How far a clock may be off, or a page be late, before "now" is untrue. */
const JUST_NOW_MS = 10_000;

/**
 * An instant as seen from `now`, in one unit: "just now", "2 min ago",
 * "in 3 h". Rounded towards now: 119 minutes ago is "1 h ago".
 */
export function relativeTo(at: string, now: Date, t: KitTranslator): string {
  const ms = Date.parse(at) - now.getTime();
  if (Number.isNaN(ms)) return t('time.unreadable');
  if (ms > -60_000 && ms < JUST_NOW_MS) return t('time.justNow');
  const length = oneUnit(Math.abs(ms), t);
  return ms < 0 ? t('time.ago', { length }) : t('time.ahead', { length });
}

function oneUnit(ms: number, t: KitTranslator): string {
  if (ms < 60_000) return t('time.underAMinute');
  const unit = [86_400_000, 3_600_000].find(size => ms >= size) ?? 60_000;
  return humanDuration(Math.floor(ms / unit) * unit);
}

/**
 * The exact instant in the reader's zone and in UTC: "Fri 20 Nov 2026,
 * 11:00:05 GMT+1 (10:00:05 UTC)". The UTC date is given when it differs.
 */
export function exactInstant(
  at: string,
  t: KitTranslator,
  zone: string = 'local',
): string {
  const local = DateTime.fromISO(at, { zone }).setLocale(t('locale'));
  if (!local.isValid) return t('time.unreadableText', { text: at });
  const utc = local.toUTC();
  const localText = local.toFormat('ccc d LLL yyyy, HH:mm:ss');
  if (local.offset === 0) return `${localText} UTC`;
  const utcText = utc.toFormat(
    utc.hasSame(local, 'day') ? 'HH:mm:ss' : 'ccc d LLL yyyy, HH:mm:ss',
  );
  return `${localText} ${local.offsetNameShort} (${utcText} UTC)`;
}

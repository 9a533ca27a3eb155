import { Hint } from '../hint/Hint';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { exactInstant } from './instant';
import { DatedWindow, windowText } from './windowText';

export interface WindowTextProps {
  /** Its next occurrence, or the one that is open. */
  window: DatedWindow;
}

/**
 * A maintenance or backup window in the zone of its source and, where clocks
 * differ, in the reader's. Hover or focus shows both ends exactly.
 */
export function WindowText({ window }: WindowTextProps) {
  const { t } = useKitTranslation();
  const exact = [window.from, window.to].map(at => exactInstant(at, t));
  return <Hint text={exact.join(' – ')}>{windowText(window, t)}</Hint>;
}

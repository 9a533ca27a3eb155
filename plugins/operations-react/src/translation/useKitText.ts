import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { useMemo } from 'react';
import { percentText } from '../chart/percent';
import { exactInstant, relativeTo } from '../time/instant';
import { verdictWord } from '../verdict/verdictWord';
import { useKitTranslation } from './operationsReactTranslationRef';

/** What the kit's pieces say, as plain text, for labels and formats. */
export interface KitText {
  /** BCP 47 tag that dates and numbers are written in. */
  locale: string;
  /** "2 min ago", as seen from `now`. */
  relative: (at: string, now: Date) => string;
  /** The instant in the reader's zone and in UTC. */
  exact: (at: string) => string;
  /** A share as a percentage, rounded down: "31 %". */
  percent: (fraction: number) => string;
  /** The verdict as a word. */
  verdict: (verdict: Verdict | null) => string;
}

/** The words of the kit's pieces in the language of the reader; the same object while that stays. */
export function useKitText(): KitText {
  const { t } = useKitTranslation();
  return useMemo(
    () => ({
      locale: t('locale'),
      relative: (at, now) => relativeTo(at, now, t),
      exact: at => exactInstant(at, t),
      percent: fraction => percentText(fraction, t),
      verdict: verdict => verdictWord(verdict, t),
    }),
    [t],
  );
}

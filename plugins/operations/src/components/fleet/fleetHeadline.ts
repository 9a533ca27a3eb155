import { BoardPage } from '@opsdeck/backstage-plugin-operations-common';
import { OperationsTranslator, listText } from '../../translation';

/** "4 services need attention: 1 breached, 3 at risk. 212 are fine." */
export function fleetHeadline(
  counts: BoardPage['counts'],
  t: OperationsTranslator,
): string {
  const { breached, 'at-risk': atRisk, unknown, met, undeclared } = counts;
  const count = breached + atRisk + unknown;
  const part = (
    key: 'breached' | 'atRisk' | 'unknown' | 'fine' | 'nothing',
    n: number,
  ) => n > 0 && t(`fleetHeadline.${key}`, { count: n });
  if (count === 0 && met === 0) {
    return undeclared > 0
      ? t('fleetHeadline.undeclared')
      : t('fleetHeadline.none');
  }
  const rest = listText([part('fine', met), part('nothing', undeclared)], t);
  if (count === 0) return t('fleetHeadline.well', { rest });
  const verdicts = listText(
    [
      part('breached', breached),
      part('atRisk', atRisk),
      part('unknown', unknown),
    ],
    t,
  );
  return rest
    ? t('fleetHeadline.attentionAndRest', { count, verdicts, rest })
    : t('fleetHeadline.attention', { count, verdicts });
}

/** How much of the fleet is on screen; sorting reaches no further than that. */
export function shownText(
  page: BoardPage,
  largest: boolean,
  t: OperationsTranslator,
): string {
  const total = Object.values(page.counts).reduce((sum, n) => sum + n, 0);
  return t(largest ? 'fleet.shownMost' : 'fleet.shown', {
    shown: String(page.rows.length),
    total: String(total),
  });
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  Fact,
  FactSection,
  FreshnessLine,
  RelativeTime,
  VerdictChip,
  useKitText,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SloView,
  formatShare,
  formatTarget,
} from '@opsdeck/backstage-plugin-slos-common';
import { slosTranslationRef } from '../translation';
import { BurnDown } from './BurnDown';
import { BurnTierTable } from './BurnTierTable';
import { Definition } from './Definition';
import { Forecast } from './Forecast';
import { SloBudget } from './SloBudget';
import { NONE, countText, coverageText, windowText } from './words';

/** Everything known of one objective: promised, measured, spent. */
export function SloDetails({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  return (
    <>
      <Typography variant="body1" component="div" paragraph>
        <VerdictChip verdict={slo.assessment.verdict} /> {slo.assessment.reason}
      </Typography>
      <BurnDown slo={slo} />
      <FactSection title={t('details.promised')}>
        <Fact term={t('details.target')}>
          {t('details.targetOver', {
            target: formatTarget(slo.target),
            window: windowText(slo, t),
          })}
        </Fact>
        {slo.description && (
          <Fact term={t('details.inWords')}>{slo.description}</Fact>
        )}
        <Fact term={t('details.method')}>{slo.method}</Fact>
        <Fact term={t('details.declaredIn')}>
          <Definition slo={slo} />
        </Fact>
        {slo.runbook && <Fact term={t('details.runbook')}>{slo.runbook}</Fact>}
      </FactSection>
      <Measured slo={slo} />
      <Spent slo={slo} />
      <Typography variant="h6" component="h3">
        {t('tiers.title')}
      </Typography>
      <BurnTierTable tiers={slo.burnTiers} />
    </>
  );
}

function Measured({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { locale } = useKitText();
  const { history, window } = slo;
  const count = (number: number) => countText(number, locale);
  return (
    <FactSection title={t('details.measured')}>
      <Fact term={t('details.shareOfGood')}>
        {slo.sli === null
          ? NONE
          : t(
              slo.unit === 'event'
                ? 'details.shareOfEvents'
                : 'details.shareOfSlices',
              {
                share: formatShare(slo.sli),
                good: count(slo.good),
                total: count(slo.total),
              },
            )}
      </Fact>
      {window.from && window.to && (
        <Fact term={t('details.window')}>
          <RelativeTime at={window.from} /> … <RelativeTime at={window.to} />
        </Fact>
      )}
      <Fact term={t('details.coverage')}>
        {t('details.coverageOf', { share: coverageText(slo.coverage) })}
      </Fact>
      <Fact term={t('details.newest')}>
        {slo.dataThrough ? <RelativeTime at={slo.dataThrough} /> : NONE}
      </Fact>
      <Fact term={t('details.readBackTo')}>
        {history.readFrom ? (
          <RelativeTime at={history.readFrom} />
        ) : (
          t('details.notYet')
        )}
        {history.readFrom &&
          history.readFrom > history.wantedFrom &&
          ` (${history.limit ?? t('details.goingFurther')})`}
      </Fact>
      {slo.clampedSlices > 0 && (
        <Fact term={t('details.corrected')}>
          {t('details.clamped', { count: slo.clampedSlices })}
        </Fact>
      )}
      {slo.queries.map(({ side, query }) => (
        <Fact key={side} term={t(`query.${side}`)}>
          <code>{query}</code>
        </Fact>
      ))}
      {slo.freshness && (
        <Fact term={t('details.source')}>
          <FreshnessLine freshness={slo.freshness} />
        </Fact>
      )}
    </FactSection>
  );
}

const SPENT = {
  window: 'details.spent',
  period: 'details.spent',
  'to-date': 'details.spentToDate',
  estimated: 'details.spentEstimated',
} as const;

function Spent({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { locale } = useKitText();
  const { budget } = slo;
  if (!budget) return null;
  const time = (seconds: number) => humanDuration(seconds * 1000);
  return (
    <FactSection title={t('details.errorBudget')}>
      <Fact term={t('details.left')}>
        <SloBudget slo={slo} />
      </Fact>
      <Fact
        term={t(slo.unit === 'event' ? 'details.inEvents' : 'details.inSlices')}
      >
        {t(SPENT[budget.basis], {
          spent: countText(budget.units.spent, locale),
          allowed: countText(budget.units.allowed, locale),
        })}
      </Fact>
      <Fact term={t('details.inTime')}>
        {t('details.spent', {
          spent: time(budget.seconds.spent),
          allowed: time(budget.seconds.allowed),
        })}
      </Fact>
      {budget.tolerableFailures !== null && (
        <Fact term={t('details.canStillFail')}>
          {budget.tolerableFailures < 0
            ? t('details.noneCanFail')
            : t('details.inARow', {
                number: countText(Math.floor(budget.tolerableFailures), locale),
              })}
        </Fact>
      )}
      <Fact term={t('details.forecast')}>
        <Forecast slo={slo} />
      </Fact>
    </FactSection>
  );
}

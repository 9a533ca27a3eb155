import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  Protection,
  ResourceBackup,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  Countdown,
  DurationText,
  Fact,
  FactSection,
  FreshnessLine,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { BackupsTranslator, backupsTranslationRef } from '../translation';
import { ObjectiveText } from './ObjectiveText';
import { RecoveryPoints } from './RecoveryPoints';
import { RestorableRange } from './RestorableRange';

function yesNo(value: boolean | null, t: BackupsTranslator): string {
  if (value === null) return t('details.notReported');
  return t(value ? 'details.yes' : 'details.no');
}

function automatedText(
  { automated, retentionDays }: Protection,
  t: BackupsTranslator,
): string {
  if (!automated) return t('details.off');
  return retentionDays === null
    ? t('details.on')
    : t('details.onKept', { count: retentionDays });
}

/** A window as the provider writes it. */
function utcWindow(window: string | null, t: BackupsTranslator): string {
  return window ? t('details.utc', { window }) : '—';
}

/** Everything known of one resource: promised, configured, observed. */
export function ResourceDetails({ resource }: { resource: ResourceBackup }) {
  const { t } = useTranslationRef(backupsTranslationRef);
  const { assessment, objective, protection } = resource;
  return (
    <>
      <Typography variant="body1" component="div" paragraph>
        <VerdictChip verdict={assessment?.verdict ?? null} />{' '}
        {assessment?.reason ?? `${t('objective.noRpo')}.`}
      </Typography>
      <FactSection title={t('details.promised')}>
        <Fact term={t('details.objective')}>
          <ObjectiveText objective={objective} />
        </Fact>
        <Fact term={t('details.declaredBy')}>{objective.declaredBy}</Fact>
        {resource.recoveryTimeProof && (
          <Fact term={t('details.proof')}>{resource.recoveryTimeProof}</Fact>
        )}
        {resource.breachAt && assessment?.verdict !== 'breached' && (
          <Fact term={t('details.breach')}>
            {t('details.breachUnless', {
              countdown: <Countdown to={resource.breachAt} />,
            })}
          </Fact>
        )}
      </FactSection>
      {protection && (
        <FactSection title={t('details.configured')}>
          <Fact term={t('details.automated')}>
            {automatedText(protection, t)}
          </Fact>
          <Fact term={t('details.backupWindow')}>
            {utcWindow(protection.backupWindow, t)}
          </Fact>
          <Fact term={t('details.maintenance')}>
            {utcWindow(protection.maintenanceWindow, t)}
          </Fact>
          <Fact term={t('details.encrypted')}>
            {yesNo(protection.encrypted, t)}
          </Fact>
          <Fact term={t('details.multiZone')}>
            {yesNo(protection.multiZone, t)}
          </Fact>
          <Fact term={t('details.copies')}>
            {protection.copyLocations.join(', ') || t('details.noCopies')}
          </Fact>
          {resource.findings?.map(finding => (
            <Fact key={finding} term={t('details.doesNotFit')}>
              {finding}
            </Fact>
          ))}
        </FactSection>
      )}
      <FactSection title={t('details.observed')}>
        <Fact term={t('details.restorableTo')}>
          {resource.restorableAt ? (
            <RelativeTime at={resource.restorableAt} />
          ) : (
            '—'
          )}
        </Fact>
        {resource.exposureMs !== null && (
          <Fact term={t('details.wouldBeLost')}>
            {typeof resource.worstCaseMs === 'number' ? (
              t('details.lostAtWorst', {
                now: <DurationText value={resource.exposureMs} />,
                worst: <DurationText value={resource.worstCaseMs} />,
              })
            ) : (
              <DurationText value={resource.exposureMs} />
            )}
          </Fact>
        )}
        <Fact term={t('details.anyInstant')}>
          <RestorableRange resource={resource} />
        </Fact>
        <Fact term={t('details.location')}>{resource.location ?? '—'}</Fact>
        {resource.freshness && (
          <Fact term={t('details.source')}>
            <FreshnessLine freshness={resource.freshness} />
          </Fact>
        )}
      </FactSection>
      {resource.key && (
        <RecoveryPoints
          // Else the points of one resource would stand in for the next one's.
          key={`${resource.sourceId} ${resource.key}`}
          resourceKey={resource.key}
          sourceId={resource.sourceId ?? undefined}
        />
      )}
    </>
  );
}

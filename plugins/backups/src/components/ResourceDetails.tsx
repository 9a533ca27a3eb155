import Typography from '@material-ui/core/Typography';
import { ResourceBackup } from '@opsdeck/backstage-plugin-backups-common';
import {
  Countdown,
  DurationText,
  Fact,
  FactSection,
  FreshnessLine,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { ObjectiveText } from './ObjectiveText';
import { RecoveryPoints } from './RecoveryPoints';
import { RestorableRange } from './RestorableRange';

function yesNo(value: boolean | null): string {
  if (value === null) return 'not reported';
  return value ? 'yes' : 'no';
}

function retentionText(days: number | null): string {
  if (days === null) return 'retention not reported';
  return `kept for ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** Everything known of one resource: promised, configured, observed. */
export function ResourceDetails({ resource }: { resource: ResourceBackup }) {
  const { assessment, objective, protection } = resource;
  return (
    <>
      <Typography variant="body1" component="div" paragraph>
        <VerdictChip verdict={assessment?.verdict ?? null} />{' '}
        {assessment?.reason ?? 'No recovery point objective is declared.'}
      </Typography>
      <FactSection title="Promised">
        <Fact term="Objective">
          <ObjectiveText objective={objective} />
        </Fact>
        <Fact term="Declared by">{objective.declaredBy}</Fact>
        {resource.recoveryTimeProof && (
          <Fact term="Proof">{resource.recoveryTimeProof}</Fact>
        )}
        {resource.breachAt && assessment?.verdict !== 'breached' && (
          <Fact term="Breach">
            <Countdown to={resource.breachAt} /> if no newer point arrives
          </Fact>
        )}
      </FactSection>
      {protection && (
        <FactSection title="Configured">
          <Fact term="Automated backups">
            {protection.automated
              ? `on, ${retentionText(protection.retentionDays)}`
              : 'off'}
          </Fact>
          <Fact term="Backup window">
            {protection.backupWindow ? `${protection.backupWindow} UTC` : '—'}
          </Fact>
          <Fact term="Maintenance">
            {protection.maintenanceWindow
              ? `${protection.maintenanceWindow} UTC`
              : '—'}
          </Fact>
          <Fact term="Encrypted">{yesNo(protection.encrypted)}</Fact>
          <Fact term="Several zones">{yesNo(protection.multiZone)}</Fact>
          <Fact term="Copies in">
            {protection.copyLocations.join(', ') || 'no other region'}
          </Fact>
          {resource.findings?.map(finding => (
            <Fact key={finding} term="Does not fit">
              {finding}
            </Fact>
          ))}
        </FactSection>
      )}
      <FactSection title="Observed">
        <Fact term="Restorable to">
          {resource.restorableAt ? (
            <RelativeTime at={resource.restorableAt} />
          ) : (
            '—'
          )}
        </Fact>
        {resource.exposureMs !== null && (
          <Fact term="Would be lost">
            <DurationText value={resource.exposureMs} />
            {typeof resource.worstCaseMs === 'number' && (
              <>
                {' now, at worst '}
                <DurationText value={resource.worstCaseMs} /> while everything
                works
              </>
            )}
          </Fact>
        )}
        <Fact term="Any instant of">
          <RestorableRange resource={resource} />
        </Fact>
        <Fact term="Location">{resource.location ?? '—'}</Fact>
        {resource.freshness && (
          <Fact term="Source">
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

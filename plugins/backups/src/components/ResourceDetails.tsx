import Typography from '@material-ui/core/Typography';
import { ResourceBackup } from '@opsdeck/backstage-plugin-backups-common';
import {
  Countdown,
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

/** Everything known of one resource: promised, configured, observed. */
export function ResourceDetails({ resource }: { resource: ResourceBackup }) {
  const { assessment, objective, protection } = resource;
  return (
    <>
      <Typography variant="body1" component="div">
        <VerdictChip verdict={assessment?.verdict ?? null} />{' '}
        {assessment?.reason ?? 'No recovery point objective is declared.'}
      </Typography>
      <FactSection title="Promised">
        <Fact term="Objective">
          <ObjectiveText objective={objective} />
        </Fact>
        <Fact term="Declared by">{objective.declaredBy}</Fact>
        {objective.rto && (
          <Fact term="Restore time">
            not proven yet: no restore test on record
          </Fact>
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
              ? `on, kept ${protection.retentionDays} days`
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
      {resource.key && <RecoveryPoints resourceKey={resource.key} />}
    </>
  );
}

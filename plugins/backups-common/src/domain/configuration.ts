import {
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { Objective, Protection } from '../api';

const DAY_MS = 86_400_000;

/**
 * Declared against configured: what the configuration cannot keep, whatever
 * the latest backup says. One sentence each; none when no RPO is declared.
 */
export function configurationFindings(
  objective: Objective,
  protection: Protection,
): string[] {
  if (objective.rpo === null) return [];
  const rpoMs = durationMillis(objective.rpo);
  const rpo = humanDuration(rpoMs);
  const findings: string[] = [];
  if (!protection.automated) {
    findings.push(
      `Automated backups are off: the RPO of ${rpo} rests on recovery points that something else makes`,
    );
  }
  const retentionMs = (protection.retentionDays ?? 0) * DAY_MS;
  if (protection.automated && retentionMs > 0 && retentionMs < rpoMs) {
    findings.push(
      `Backups are kept for ${humanDuration(
        retentionMs,
      )}, less than the RPO of ${rpo}: the last one can expire before the next is due`,
    );
  }
  return findings;
}

/** What stands behind the declared RTO; null when none is declared. It is no verdict. */
export function recoveryTimeProof(objective: Objective): string | null {
  return objective.rto === null
    ? null
    : 'not proven yet: no restore test on record';
}

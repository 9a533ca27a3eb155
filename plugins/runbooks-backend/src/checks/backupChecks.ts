import { BackupsClient } from '@opsdeck/backstage-plugin-backups-common';
import { Check } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  judgeBackups,
  judgeRestoreTests,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { TabAccess, askTab } from './askTab';
import { defineCheck } from './defineCheck';

const TAB = { pluginId: 'backups', title: 'Backups' };

/** Checks that the Backups tab answers. */
export function createBackupChecks(access: TabAccess): Check[] {
  return [
    defineCheck(CHECKS.backupCompleted, async (input, parameters) =>
      judgeBackups(
        await askTab(access, TAB, input, fetch =>
          new BackupsClient(fetch).getOverview(input.entityRef, input),
        ),
        parameters,
        input,
      ),
    ),
    // The tab keeps no restore tests yet.
    defineCheck(CHECKS.restoreTested, async (input, parameters) =>
      judgeRestoreTests(undefined, parameters, input),
    ),
  ];
}

import { Run } from '@opsdeck/backstage-plugin-runbooks-common';
import { RunActor } from '../database/runEvidence';
import { TestStores } from './databases';
import { DAILY, NOW, RESTORE, SHOP, recordOf } from './runbooks';

export const DANA = 'user:default/dana';
export const OLGA = 'user:default/olga';

/** A person with a membership. */
export function person(ref: string): RunActor {
  return { ref, groups: ['group:default/team'] };
}

/** Reads the two example documents and answers the ids of their checklists. */
export async function adopt(
  stores: TestStores,
): Promise<{ daily: string; restore: string }> {
  await stores.knex.transaction(trx =>
    stores.documents.save(
      trx,
      recordOf({ 'a-daily.md': DAILY, 'b-restore.md': RESTORE }),
      NOW,
    ),
  );
  const [daily, restore] = await stores.documents.listChecklists(SHOP);
  return { daily: daily.id, restore: restore.id };
}

/** Starts a run of a checklist as Dana. */
export async function startRun(
  stores: TestStores,
  checklistId: string,
  scheduledAt?: string,
): Promise<Run> {
  const checklist = await stores.documents.getChecklist({
    entityRef: SHOP,
    id: checklistId,
  });
  const id = await stores.runs.start(checklist, {
    scheduledAt,
    actor: person(DANA),
    now: NOW,
  });
  return stores.runs.get(id);
}

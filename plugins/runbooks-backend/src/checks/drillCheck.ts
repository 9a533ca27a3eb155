import { Check } from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECKS,
  DrillFacts,
  judgeDrill,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { DocumentStore } from '../database/DocumentStore';
import { RunStore } from '../database/RunStore';
import { defineCheck } from './defineCheck';

interface DrillStores {
  documents: Pick<DocumentStore, 'listChecklists'>;
  runs: Pick<RunStore, 'lastFinished' | 'get'>;
}

/** A check that the runs of the service itself answer. */
export function createDrillCheck(stores: DrillStores): Check {
  return defineCheck(CHECKS.drillDone, async (input, parameters) =>
    judgeDrill(await drillsOf(stores, input.entityRef), parameters, input),
  );
}

async function drillsOf(
  { documents, runs }: DrillStores,
  entityRef: string,
): Promise<DrillFacts[]> {
  const [checklists, finished] = await Promise.all([
    documents.listChecklists(entityRef),
    runs.lastFinished(entityRef),
  ]);
  return Promise.all(
    checklists.map(async ({ id, title, definition: { kind } }) => {
      const last = kind === 'recovery' ? finished.get(id) : undefined;
      return {
        title,
        kind,
        last: last?.endedAt
          ? {
              id: last.id,
              endedAt: last.endedAt,
              steps: (await runs.get(last.id)).steps,
            }
          : null,
      };
    }),
  );
}

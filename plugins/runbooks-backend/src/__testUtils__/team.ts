import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Run, RunStep } from '@opsdeck/backstage-plugin-runbooks-common';
import { ActorReader } from '../service/ActorReader';
import { RunWork } from '../service/RunWork';
import { TestStores } from './databases';
import { NOW, SHOP, later, recordOf } from './runbooks';
import { person } from './runs';

/** Two sections; a killer step, a four-eyes step, sub-steps. */
export const RELEASE = `---
title: Release
duration: PT20M
controls: [SOC2:A1.2]
---

# Release

- [ ] Take a backup <!-- step: backup; killer -->
- [ ] Freeze the queue <!-- step: freeze; four-eyes; pause -->
- [ ] Deploy <!-- step: deploy -->
  - [ ] Watch the logs <!-- step: logs -->
`;

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'night' },
  spec: { type: 'team', children: [] },
};

/** Starts a run of {@link RELEASE} as Dana; everybody else acts through `work`. */
export async function startRelease(stores: TestStores) {
  await stores.knex.transaction(trx =>
    stores.documents.save(trx, recordOf({ 'release.md': RELEASE }), NOW),
  );
  const [{ id: checklistId }] = await stores.documents.listChecklists(SHOP);
  const checklist = await stores.documents.getChecklist({
    entityRef: SHOP,
    id: checklistId,
  });
  const runId = await stores.runs.start(checklist, {
    scheduledAt: undefined,
    actor: person('user:default/dana'),
    now: NOW,
  });
  let now = later(1);
  const work = new RunWork({
    runs: stores.runs,
    actors: new ActorReader({
      getUserInfo: async () => ({
        userEntityRef: '',
        ownershipEntityRefs: ['group:default/team'],
      }),
    }),
    catalog: catalogServiceMock({ entities: [group] }),
    clock: () => now,
  });
  const as = (user: string) => ({
    runId,
    credentials: mockCredentials.user(`user:default/${user}`),
  });
  const get = (): Promise<Run> => stores.runs.get(runId);
  const step = async (stepId: string): Promise<RunStep> => {
    const { steps } = await get();
    const found = steps.find(each => each.stepId === stepId);
    if (!found) throw new Error(`no step ${stepId}`);
    return found;
  };
  const set = async (
    user: string,
    stepId: string,
    change: { state: RunStep['state']; reason?: string },
  ) =>
    work.setStep(as(user), stepId, {
      ...change,
      expectedVersion: (await step(stepId)).version,
    });
  return {
    runId,
    work,
    as,
    get,
    step,
    set,
    at(time: Date) {
      now = time;
    },
  };
}

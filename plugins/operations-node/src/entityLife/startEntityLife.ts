import {
  AuditorService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';
import { EntityIndex } from '../binding';
import { CollectionStore } from '../collection';
import { createEntityLifeRouter } from './createEntityLifeRouter';
import { EntityLife } from './EntityLife';
import { EntityRows } from './EntityRows';
import { readEntityLifeConfig } from './readEntityLifeConfig';
import { StatusRows } from './StatusRows';

/** Late enough that a fresh catalog knows its entities. */
const FIRST_ROUND_DELAY = { minutes: 2 };

/**
 * Lets the rows of a backend follow their entities: one global task, and the
 * routes for administrators.
 *
 * @param options.rows - one per store whose rows name entities; statuses are there already
 * @throws InputError naming the key, when `opsdeck.entities` is configured wrongly.
 */
export async function startEntityLife(options: {
  capability: Capability;
  rows: readonly EntityRows[];
  collection: Pick<CollectionStore, 'knex' | 'clock'>;
  loadIndex: () => Promise<EntityIndex>;
  config: Config;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { knex, clock } = options.collection;
  const life = new EntityLife({
    ...options,
    knex,
    clock: clock.now,
    rows: [...options.rows, new StatusRows(knex)],
    config: readEntityLifeConfig(options.config),
  });
  options.httpRouter.use(createEntityLifeRouter({ ...options, life }));
  await options.scheduler.scheduleTask({
    id: 'follow-entities',
    frequency: { minutes: 5 },
    initialDelay: FIRST_ROUND_DELAY,
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => life.run(signal),
  });
}

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { operationsPermissions } from '@opsdeck/backstage-plugin-operations-common';
import {
  DatabaseClock,
  EntityAuthorizer,
} from '@opsdeck/backstage-plugin-operations-node';
import { BoardStore } from './database/BoardStore';
import { createEntitiesRouter } from './entities/createEntitiesRouter';
import { DecisionStore } from './entities/DecisionStore';
import { EntitiesService } from './entities/EntitiesService';
import { createRouter } from './router';
import { AuthorizedOperationsService } from './service/AuthorizedOperationsService';
import { ChipFilter } from './service/ChipFilter';
import { DefaultOperationsService } from './service/DefaultOperationsService';
import { StatusAnnouncer } from './service/StatusAnnouncer';
import { CHIP_PERMISSIONS } from './service/permissionsByCapability';
import { BoardSync } from './sync/BoardSync';

/**
 * The fleet at a glance, and the health of the data behind it.
 *
 * @public
 */
export const operationsPlugin = createBackendPlugin({
  pluginId: 'operations',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        deps.permissionsRegistry.addPermissions(operationsPermissions);
        const announcer = new StatusAnnouncer(deps);
        const store = await BoardStore.create(deps.database, {
          onChange: changes => announcer.announce(changes),
        });
        const knex = await deps.database.getClient();
        const databaseClock = new DatabaseClock(knex);
        await databaseClock.compare();
        const clock = databaseClock.now;
        const chips = new ChipFilter({
          catalog: deps.catalog,
          authorizer: new EntityAuthorizer(deps),
          permissions: CHIP_PERMISSIONS,
        });
        const service = new AuthorizedOperationsService(
          new DefaultOperationsService({ ...deps, store, chips, clock }),
          deps.permissions,
        );
        deps.httpRouter.use(createRouter({ ...deps, service, store, clock }));
        const entities = new EntitiesService({
          ...deps,
          decisions: new DecisionStore(knex),
          clock,
        });
        deps.httpRouter.use(createEntitiesRouter({ ...deps, entities }));
        await entities.schedule(deps.scheduler);
        await new BoardSync({ ...deps, store, clock }).schedule(deps.scheduler);
        await databaseClock.schedule(deps.scheduler, deps.logger);
      },
    });
  },
});

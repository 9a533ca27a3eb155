import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** Whose database holds the lock; any would do, as long as all replicas take the same. */
const PLUGIN_ID = 'operations';
const LOCK = 725_010_001;
const LONGEST_WAIT_S = 180;

const startTurnServiceRef = createServiceRef<object>({
  id: 'opsdeck.start-turn',
  scope: 'root',
});

/**
 * Lets replicas over one PostgreSQL start one after the other. Two that migrate
 * an empty database at the same moment can leave two rows in a lock table of
 * knex, after which no migration of that plugin ever runs again; and in each
 * `CREATE TABLE` that both try, one fails. The lock goes with its connection: a
 * replica that dies while it starts holds nobody up.
 */
export const startInTurn = createServiceFactory({
  service: startTurnServiceRef,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  initialization: 'always',
  async factory({ config, lifecycle, logger }) {
    if (config.getString('backend.database.client') !== 'pg') return {};
    const knex = await DatabaseManager.fromConfig(config)
      .forPlugin(PLUGIN_ID, { lifecycle, logger })
      .getClient();
    const turn = await knex.transaction();
    await turn.raw(`set local lock_timeout = '${LONGEST_WAIT_S}s'`);
    try {
      await turn.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    } catch (error) {
      throw new Error(
        `The turn to start did not come within ${LONGEST_WAIT_S} s; another replica is starting all that time: ${error}`,
      );
    }
    lifecycle.addStartupHook(async () => {
      try {
        await turn.rollback();
      } catch (error) {
        logger.warn(`The turn to start ended with its connection: ${error}`);
      }
    });
    return {};
  },
});

import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { backupSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { CollectionSource } from './collectionSource';

/** A backend that does nothing but collect, in a process of its own: its memory is measured. */
const endpoint = process.env.OPSDECK_BENCH_PROVIDER;
if (!endpoint) throw new Error('OPSDECK_BENCH_PROVIDER is not set');

const source = createBackendModule({
  pluginId: 'backups',
  moduleId: 'bench',
  register(env) {
    env.registerInit({
      deps: { sources: backupSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSource(new CollectionSource(endpoint));
      },
    });
  },
});

/** Tells the benchmark how far it is, by the tab's own tables. */
const progress = createBackendModule({
  pluginId: 'backups',
  moduleId: 'bench-progress',
  register(env) {
    env.registerInit({
      deps: { database: coreServices.database },
      async init({ database }) {
        const knex = await database.getClient();
        const count = async (table: string, where: string) => {
          const [row] = await knex(table).whereNotNull(where).count({ n: '*' });
          return Number(row.n);
        };
        const report = async () => {
          process.send?.({
            scopes: await count('source_scopes', 'last_success_at'),
            resources: await count('protected_resources', 'resource_key'),
            peakRssBytes: process.resourceUsage().maxRSS * 1024,
          });
        };
        setInterval(() => {
          report().catch(() => {
            // The tables are not there yet.
          });
        }, 100).unref();
      },
    });
  },
});

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@opsdeck/backstage-plugin-backups-backend'));
backend.add(source);
backend.add(progress);
backend.start();

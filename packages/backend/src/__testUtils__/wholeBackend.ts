import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { startDemoCloud } from '@opsdeck/demo-cloud';
import catalogBackend from '@backstage/plugin-catalog-backend';
import eventsBackend from '@backstage/plugin-events-backend';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import signalsBackend from '@backstage/plugin-signals-backend';
import { startTestBackend } from '@opsdeck/backstage-plugin-operations-node/testing';
import operationsBackend from '@opsdeck/backstage-plugin-operations-backend';
import backupsBackend from '@opsdeck/backstage-plugin-backups-backend';
import deploymentsBackend from '@opsdeck/backstage-plugin-deployments-backend';
import incidentsBackend from '@opsdeck/backstage-plugin-incidents-backend';
import runbooksBackend from '@opsdeck/backstage-plugin-runbooks-backend';
import slosBackend from '@opsdeck/backstage-plugin-slos-backend';
import providerAws from '@opsdeck/backstage-plugin-provider-aws';
import providerGithub from '@opsdeck/backstage-plugin-provider-github';
import providerKubernetes from '@opsdeck/backstage-plugin-provider-kubernetes';
import providerPrometheus from '@opsdeck/backstage-plugin-provider-prometheus';
import { Knex } from 'knex';
import request from 'supertest';
import { configOf } from './config';
import { DatabaseName, databaseConfig, keptDatabases } from './databases';
import { oddEntity } from './oddEntity';
import { personasPolicy } from './personas';
import { recordingLogger } from './recordingLogger';

export const PLUGINS = [
  'operations',
  'deployments',
  'slos',
  'runbooks',
  'backups',
  'incidents',
];

/** All six backends with every provider over the stand-in clouds. */
export interface WholeBackend {
  agent: ReturnType<typeof request>;
  /** Everything that was logged. */
  logs: string[];
  /** The database of each plugin, Backstage's own included. */
  databases: Map<string, Knex>;
  stop(): Promise<void>;
}

export async function startWholeBackend(
  databaseName: DatabaseName,
): Promise<WholeBackend> {
  const folder = await mkdtemp(path.join(tmpdir(), 'opsdeck-whole-'));
  const database = databaseConfig(databaseName, folder);
  const oddEntityFile = path.join(folder, 'odd.yaml');
  // JSON is YAML.
  await writeFile(oddEntityFile, JSON.stringify(oddEntity));
  const clouds = await startDemoCloud({
    seed: 'test',
    stateFile: path.join(folder, 'world.json'),
  });
  const logs: string[] = [];
  const databases = new Map<string, Knex>();
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: configOf(clouds.urls, database, oddEntityFile),
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => recordingLogger(logs),
      }),
      keptDatabases(databases),
      schedulerServiceFactory,
      personasPolicy,
      catalogBackend,
      eventsBackend,
      notificationsBackend,
      signalsBackend,
      operationsBackend,
      backupsBackend,
      deploymentsBackend,
      incidentsBackend,
      runbooksBackend,
      slosBackend,
      providerAws,
      providerGithub,
      providerKubernetes,
      providerPrometheus,
    ],
  });
  return {
    agent: request(backend.server),
    logs,
    databases,
    stop: async () => {
      await backend.stop();
      // Backstage leaves the connections to PostgreSQL open.
      await Promise.all([...databases.values()].map(knex => knex.destroy()));
      await clouds.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

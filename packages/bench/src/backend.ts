import { createBackend } from '@backstage/backend-defaults';
import authModule from 'backend/src/demo/authModule';
import policyModule from 'backend/src/demo/policyModule';
import { benchPlugin } from './benchPlugin';

/** The demo's backend without its portal, plus the routes it is compared with. */
const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(authModule);
backend.add(policyModule);

backend.add(import('@opsdeck/backstage-plugin-operations-backend'));
backend.add(import('@opsdeck/backstage-plugin-backups-backend'));
backend.add(import('@opsdeck/backstage-plugin-deployments-backend'));
backend.add(import('@opsdeck/backstage-plugin-incidents-backend'));
backend.add(import('@opsdeck/backstage-plugin-runbooks-backend'));
backend.add(import('@opsdeck/backstage-plugin-slos-backend'));

backend.add(import('@opsdeck/backstage-plugin-provider-aws'));
backend.add(import('@opsdeck/backstage-plugin-provider-github'));
backend.add(import('@opsdeck/backstage-plugin-provider-kubernetes'));
backend.add(import('@opsdeck/backstage-plugin-provider-prometheus'));

backend.add(benchPlugin);

backend.start();

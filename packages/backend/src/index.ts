import { createBackend } from '@backstage/backend-defaults';
import { startInTurn } from './startInTurn';

const backend = createBackend();

backend.add(startInTurn);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// Demo people and the demo policy; a real portal brings its own.
backend.add(import('./demo/authModule'));
backend.add(import('./demo/policyModule'));

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

// Half a backend is none: who runs it starts it again, or says why not.
backend.start().catch(error => {
  process.stderr.write(`The backend could not start: ${error}\n`);
  process.exit(1);
});

import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  EntityStatus,
  operationsContract,
  requestRoute,
  statusListSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { pluginFetch } from '../http';

const TIMEOUT_MS = 10_000;

/** Sends statuses to the fleet board. */
export interface StatusPublisher {
  publish(statuses: readonly EntityStatus[]): Promise<void>;
}

/** Publishes over HTTP as the plugin itself: background work, no user involved. */
export function createStatusPublisher(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): StatusPublisher {
  return {
    async publish(statuses) {
      if (statuses.length === 0) return;
      const credentials = await options.auth.getOwnServiceCredentials();
      await requestRoute(
        pluginFetch({ ...options, pluginId: 'operations', credentials }),
        operationsContract.routes.reportStatuses,
        {
          body: statusListSchema.parse({ statuses: [...statuses] }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        },
      );
    },
  };
}

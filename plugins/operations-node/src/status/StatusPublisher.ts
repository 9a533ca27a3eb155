import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  EntityStatus,
  requestJson,
  statusListSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
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
      await requestJson(
        pluginFetch({ ...options, pluginId: 'operations', credentials }),
        z.object({ accepted: z.number() }),
        '/statuses',
        {
          method: 'POST',
          body: statusListSchema.parse({ statuses: [...statuses] }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        },
      );
    },
  };
}

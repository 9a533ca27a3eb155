import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  Deployment,
  DeploymentsClient,
} from '@opsdeck/backstage-plugin-deployments-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { ChangeSource } from './TimelineBuilder';

const TIMEOUT_MS = 5_000;

/** Deployments as changes, asked from their tab on behalf of the caller. */
export function deploymentChanges(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ChangeSource {
  return {
    title: 'deployments',
    async list({ entityRef, from, to, credentials }) {
      const client = new DeploymentsClient(
        pluginFetch({ ...options, pluginId: 'deployments', credentials }),
      );
      try {
        const { items } = await client.listChanges(
          entityRef,
          { from: from.toISOString(), to: to.toISOString() },
          { signal: AbortSignal.timeout(TIMEOUT_MS) },
        );
        return {
          changes: items.map(deployment => ({
            at: deployment.startedAt,
            title: titleOf(deployment),
            entityRef,
          })),
        };
      } catch (error) {
        return { gap: `Deployments are not shown: ${whyNot(error)}` };
      }
    },
  };
}

function titleOf({ artifact, environment, place, status }: Deployment): string {
  const what = artifact.version ?? 'an unknown version';
  return `${what} to ${environment?.title ?? place}: ${status}`;
}

function whyNot(error: unknown): string {
  if (error instanceof ResponseError) {
    if (error.statusCode === 403) return 'you lack the permission to read them';
    if (error.statusCode === 404) return 'the Deployments tab is not installed';
  }
  return error instanceof Error ? error.message : String(error);
}

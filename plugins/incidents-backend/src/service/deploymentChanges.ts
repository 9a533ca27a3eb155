import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ResponseError, isError } from '@backstage/errors';
import {
  Deployment,
  DeploymentsClient,
} from '@opsdeck/backstage-plugin-deployments-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { ChangeRange, ChangeSource } from './TimelineBuilder';

const TIMEOUT_MS = 5_000;

/** Deployments as changes, asked from their tab on behalf of the caller. */
export function deploymentChanges(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
}): ChangeSource {
  const ask = async ({ entityRef, from, to, credentials }: ChangeRange) => {
    const client = new DeploymentsClient(
      pluginFetch({ ...options, pluginId: 'deployments', credentials }),
    );
    const { items, truncated } = await client.listChanges(
      entityRef,
      { from: from.toISOString(), to: to.toISOString() },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    const changes = items.map(deployment => ({
      at: new Date(deployment.startedAt).toISOString(),
      title: titleOf(deployment),
      entityRef,
      tier: deployment.environment?.tier ?? null,
    }));
    return {
      // The tab also lists what was under way already.
      changes: changes.filter(({ at }) => at >= from.toISOString()),
      gap: truncated
        ? 'Only the latest deployments are shown: there were more'
        : undefined,
    };
  };
  return {
    title: 'deployments',
    list: range =>
      ask(range).catch(error => {
        const why = whyNot(error);
        options.logger.debug(`A timeline lacks deployments: ${why}`, error);
        return { changes: [], gap: `Deployments are not shown: ${why}` };
      }),
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
    return `the Deployments tab answered ${error.statusCode}`;
  }
  if (isError(error) && error.name === 'TimeoutError')
    return 'the Deployments tab does not answer';
  return 'the Deployments tab could not be asked';
}

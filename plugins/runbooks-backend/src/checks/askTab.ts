import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { PluginFetch } from '@opsdeck/backstage-plugin-operations-common';
import {
  CheckInput,
  pluginFetch,
} from '@opsdeck/backstage-plugin-operations-node';

/** How the checks reach the backends of other tabs. */
export interface TabAccess {
  auth: AuthService;
  discovery: DiscoveryService;
}

/**
 * Asks another tab about the entity of a check, on behalf of whom the check is made for.
 *
 * @throws Error in plain words when the tab gives no answer; the check is then unknown.
 */
export async function askTab<T>(
  access: TabAccess,
  tab: { pluginId: string; title: string },
  { credentials, entityRef }: Pick<CheckInput, 'credentials' | 'entityRef'>,
  ask: (fetch: PluginFetch) => Promise<T>,
): Promise<T> {
  try {
    return await ask(
      pluginFetch({ ...access, pluginId: tab.pluginId, credentials }),
    );
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404) {
      throw new Error(
        `the ${tab.title} tab is not installed or does not know ${entityRef}`,
      );
    }
    throw error;
  }
}

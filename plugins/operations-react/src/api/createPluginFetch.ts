import { FetchApi } from '@backstage/core-plugin-api';
import { PluginFetch } from '@opsdeck/backstage-plugin-operations-common';

/**
 * Requests to one plugin's backend through Backstage's fetch API, which finds
 * the backend, also of a split deployment, and adds the user's credentials.
 */
export function createPluginFetch(
  fetchApi: FetchApi,
  pluginId: string,
): PluginFetch {
  return (path, init) => fetchApi.fetch(`plugin://${pluginId}${path}`, init);
}

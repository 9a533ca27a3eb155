import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { PluginFetch } from '@opsdeck/backstage-plugin-operations-common';

/**
 * Asks another plugin's backend on behalf of the given credentials. Inside a
 * user's request pass the user's credentials: a service's own would be allowed
 * everything.
 */
export function pluginFetch(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  pluginId: string;
  credentials: BackstageCredentials;
}): PluginFetch {
  return async (path, init) => {
    const [baseUrl, { token }] = await Promise.all([
      options.discovery.getBaseUrl(options.pluginId),
      options.auth.getPluginRequestToken({
        onBehalfOf: options.credentials,
        targetPluginId: options.pluginId,
      }),
    ]);
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${baseUrl}${path}`, { ...init, headers });
  };
}

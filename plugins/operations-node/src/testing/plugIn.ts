import {
  BackendFeature,
  ExtensionPoint,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';

export interface PlugInOptions<TPoint, TRegistry extends TPoint> {
  /** Of the tab, for example `backupSourcesExtensionPoint`. */
  into: ExtensionPoint<TPoint>;
  /** A new `SourceRegistry`, `SliSourceRegistry` or `CheckRegistry`. */
  registry: TRegistry;
  /** The whole configuration of the backend. */
  config?: JsonObject;
  /** To see what the package says at start. */
  logger?: ReturnType<typeof mockServices.logger.mock>;
}

/**
 * Starts a backend that has a provider package and, in place of the tab, nothing
 * but its extension point.
 *
 * @returns the registry, with what the package has added
 * @throws what the start throws, such as an InputError that names a wrong key
 */
export async function plugIn<TPoint, TRegistry extends TPoint>(
  provider: BackendFeature,
  options: PlugInOptions<TPoint, TRegistry>,
): Promise<TRegistry> {
  const { into, registry, config = {}, logger } = options;
  const [pluginId] = into.id.split('.');
  const tab = createBackendPlugin({
    pluginId,
    register(env) {
      env.registerExtensionPoint<TPoint>(into, registry);
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      tab,
      provider,
      mockServices.rootConfig.factory({ data: config }),
      ...(logger ? [logger.factory] : []),
    ],
  });
  await backend.stop();
  return registry;
}

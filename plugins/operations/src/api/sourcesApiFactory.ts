import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import {
  BindingsClient,
  SourcesClient,
} from '@opsdeck/backstage-plugin-operations-common';
import { createPluginFetch } from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from './sourcesApiRef';

/** The clients of the sources of every tab, for both frontend systems. */
export const sourcesApiFactory = createApiFactory({
  api: sourcesApiRef,
  deps: { fetchApi: fetchApiRef },
  factory: ({ fetchApi }) => ({
    of: pluginId => new SourcesClient(createPluginFetch(fetchApi, pluginId)),
    bindingsOf: pluginId =>
      new BindingsClient(createPluginFetch(fetchApi, pluginId)),
  }),
});

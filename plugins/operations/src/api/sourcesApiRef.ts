import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  BindingsClient,
  Capability,
  SourcesClient,
} from '@opsdeck/backstage-plugin-operations-common';

/** What one tab's backend tells of its sources, and what can be asked of it. */
export type TabSources = Pick<
  SourcesClient,
  | 'getPolicies'
  | 'listRuns'
  | 'listDeadLetters'
  | 'getDeadLetter'
  | 'replayDeadLetter'
  | 'replayDeadLetters'
>;

/** What one tab's backend tells of whose its records are. */
export type TabBindings = Pick<BindingsClient, 'listOfSource'>;

/** The sources of each tab, asked of the backend that reads them. */
export interface SourcesApi {
  of(pluginId: Capability): TabSources;
  bindingsOf(pluginId: Capability): TabBindings;
}

/** How the Sources page asks each backend for details. */
export const sourcesApiRef = createApiRef<SourcesApi>().with({
  id: 'plugin.operations.sources',
  pluginId: 'operations',
});

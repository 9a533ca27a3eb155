/**
 * Collector, store and API of the Runbooks tab.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { runbooksPlugin } from './plugin';
import { runbooksSearchModule } from './search/searchModule';

/** The plugin, and its checklists in the portal's search where there is one. */
export default createBackendFeatureLoader({
  loader: () => [runbooksPlugin, runbooksSearchModule],
});
export { runbooksPlugin };

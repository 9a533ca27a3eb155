import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { incidentsModule } from './incidents/module';
import { slosModule } from './slos/module';

/**
 * Every Opsdeck source for Prometheus and Alertmanager; modules of tabs that
 * are not installed are ignored by Backstage.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader() {
    return [incidentsModule, slosModule];
  },
});

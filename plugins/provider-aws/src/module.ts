import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { backupSourcesExtensionPoint } from '@opsdeck/backstage-plugin-operations-node';
import { readAwsConfig } from './config/readAwsConfig';
import { RdsBackupSource } from './rds/RdsBackupSource';

const backupsModule = createBackendModule({
  pluginId: 'backups',
  moduleId: 'aws',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: backupSourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const aws = readAwsConfig(config);
        if (aws) sources.addSource(new RdsBackupSource(aws));
        else {
          logger.info(
            'opsdeck.providers.aws is not configured: backups of Amazon RDS are not read',
          );
        }
      },
    });
  },
});

/**
 * Every Opsdeck source for Amazon Web Services; modules of tabs that are not
 * installed are ignored by Backstage.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader() {
    return [backupsModule];
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  readAwsConfig,
  RdsBackupSource,
} from '@opsdeck/backstage-plugin-provider-aws';
import Router from 'express-promise-router';

/** What a tab is compared with: the least an authenticated route costs, and fetching live. */
export const benchPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpAuth, httpRouter }) {
        const aws = readAwsConfig(config);
        if (!aws) throw new Error('The benchmark needs opsdeck.providers.aws');
        const source = new RdsBackupSource(aws);
        const router = Router();

        router.get('/constant', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user'] });
          response.json({ constant: true });
        });

        // As plugins without a store do: ask the provider on every page view.
        router.get('/live', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user'] });
          const [scope] = await source.scopes();
          const resources = [];
          const pages = source.read(scope, {
            signal: AbortSignal.timeout(30_000),
            now: new Date(),
            countCall: () => {},
          });
          for await (const page of pages) resources.push(...page.records);
          response.json({ resources });
        });

        httpRouter.use(router);
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';

/** Names the demo person who wants in; there is no password, hence the guard below. */
export const DEMO_USER_HEADER = 'x-opsdeck-demo-user';

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {
    if (process.env.NODE_ENV !== 'development') {
      throw new Error(
        'The demo sign-in lets anyone in as anyone: it starts in development only. Configure a real auth provider.',
      );
    }
  },
  async authenticate({ req }) {
    const name = req.header(DEMO_USER_HEADER);
    if (!name) {
      throw new AuthenticationError(
        `The header ${DEMO_USER_HEADER} is missing`,
      );
    }
    const userRef = parseEntityRef(name, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    return { result: { userRef } };
  },
});

/** Sign-in as one of the people of the demo catalog. For development only. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'opsdeck-demo',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'opsdeckDemo',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result: { userRef } }, context) =>
              context.signInWithCatalogUser({ entityRef: userRef }),
          }),
        });
      },
    });
  },
});

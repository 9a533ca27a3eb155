import { createBackendModule } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AuthenticationError,
  InputError,
  NotFoundError,
  toError,
} from '@backstage/errors';
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
        'the demo sign-in lets anyone in as anyone and starts in development only; configure a real provider under auth.providers instead of opsdeckDemo',
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
    return { result: { userRef: readUserRef(name) } };
  },
});

function readUserRef(name: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'user',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `The header ${DEMO_USER_HEADER} names nobody: ${toError(error).message}`,
    );
  }
}

/** Sign-in as one of the people of the demo catalog. For development only. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'opsdeck-demo',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'opsdeckDemo',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result: { userRef } }, context) => {
              try {
                return await context.signInWithCatalogUser({
                  entityRef: userRef,
                });
              } catch (error) {
                if (toError(error).name !== 'NotFoundError') throw error;
                throw new NotFoundError(
                  `The catalog does not know ${userRef}; if the portal has just started, try again in a moment`,
                );
              }
            },
          }),
        });
      },
    });
  },
});

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModule, { DEMO_USER_HEADER } from './authModule';

const sam: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'sam.owner', namespace: 'default' },
  spec: { profile: { displayName: 'Sam' } },
  relations: [{ type: 'memberOf', targetRef: 'group:default/boats-team' }],
};

const environment = process.env.NODE_ENV;

function setEnvironment(value: string | undefined) {
  Object.assign(process.env, { NODE_ENV: value });
}

afterEach(() => setEnvironment(environment));

function startAuth() {
  return startTestBackend({
    features: [
      authPlugin,
      authModule,
      catalogServiceMock.factory({ entities: [sam] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: { opsdeckDemo: {} } },
        },
      }),
    ],
  });
}

describe('the demo sign-in in development', () => {
  const signIn = async (header?: string) => {
    setEnvironment('development');
    const { server } = await startAuth();
    const asked = request(server).get('/api/auth/opsdeckDemo/refresh');
    return header ? asked.set(DEMO_USER_HEADER, header) : asked;
  };

  it('signs in a person of the catalog with all that they own by', async () => {
    const { status, body } = await signIn('user:default/sam.owner');
    expect({ status, identity: body.backstageIdentity?.identity }).toEqual({
      status: 200,
      identity: {
        type: 'user',
        userEntityRef: 'user:default/sam.owner',
        ownershipEntityRefs: [
          'user:default/sam.owner',
          'group:default/boats-team',
        ],
      },
    });
  });

  it('refuses whoever does not say who they are', async () => {
    const { status, body } = await signIn();
    expect(status).toBe(401);
    expect(body.error.message).toContain(
      `The header ${DEMO_USER_HEADER} is missing`,
    );
  });

  it('refuses what is no name', async () => {
    const { status, body } = await signIn('user:');
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      `The header ${DEMO_USER_HEADER} names nobody`,
    );
  });

  it('refuses a person whom the catalog does not know', async () => {
    const { status, body } = await signIn('user:default/nobody');
    expect(status).toBe(404);
    expect(body.error.message).toContain('user:default/nobody');
  });
});

describe('the demo sign-in outside development', () => {
  it.each(['production', 'test', undefined])(
    'does not start with NODE_ENV %s, and says why',
    async value => {
      setEnvironment(value);
      await expect(startAuth()).rejects.toThrow(
        /the demo sign-in lets anyone in as anyone and starts in development only/,
      );
    },
  );
});

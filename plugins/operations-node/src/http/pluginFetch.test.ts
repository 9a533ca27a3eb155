import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { json } from '../testing';
import { ProviderServer } from '../testing/ProviderServer';
import { pluginFetch } from './pluginFetch';

describe('pluginFetch', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await ProviderServer.start();
    server.play(json(200, {}));
  });
  afterEach(() => server.stop());

  const ask = (
    credentials: Parameters<typeof pluginFetch>[0]['credentials'],
    headers?: HeadersInit,
  ) =>
    pluginFetch({
      auth: mockServices.auth({ pluginId: 'operations' }),
      discovery: {
        getBaseUrl: async id => `${server.endpoint}/api/${id}`,
        getExternalBaseUrl: async id => `${server.endpoint}/api/${id}`,
      },
      pluginId: 'backups',
      credentials,
    })('/sources?x=1', { headers });

  it('asks the plugin on behalf of the user', async () => {
    const credentials = mockCredentials.user('user:default/ann');
    await ask(credentials);
    const [request] = server.requests;
    expect(request.url.pathname + request.url.search).toBe(
      '/api/backups/sources?x=1',
    );
    expect(request.headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'backups',
      }),
    );
  });

  it.each<[string, HeadersInit]>([
    ['an object', { 'Content-Type': 'text/plain', authorization: 'mine' }],
    ['Headers', new Headers({ 'Content-Type': 'text/plain' })],
    ['pairs', [['Content-Type', 'text/plain']]],
  ])(
    'keeps headers given as %s, except for the token',
    async (_what, headers) => {
      await ask(mockCredentials.user(), headers);
      const [request] = server.requests;
      expect(request.headers['content-type']).toBe('text/plain');
      expect(request.headers.authorization).not.toContain('mine');
    },
  );
});

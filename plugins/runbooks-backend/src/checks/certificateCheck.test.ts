import {
  AddressInfo,
  Server as TcpServer,
  Socket,
  createServer,
} from 'node:net';
import { Server, createServer as createTlsServer } from 'node:tls';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  TestCertificateOptions,
  makeCertificate,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { SHOP } from '../__testUtils__/runbooks';
import { createCertificateCheck } from './certificateCheck';

const DAY = 86_400_000;
const servers: (Server | TcpServer)[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  sockets.splice(0).forEach(socket => socket.destroy());
  await Promise.all(
    servers
      .splice(0)
      .map(server => new Promise(resolve => server.close(resolve))),
  );
});

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  server.on('connection', socket => sockets.push(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A TLS server whose certificate is valid for so many days more. */
async function tlsServer(days: number, more: TestCertificateOptions = {}) {
  const now = Date.now();
  const { pem, key } = makeCertificate({
    name: 'localhost',
    alternativeName: 'localhost',
    validFrom: new Date(now - 100 * DAY),
    validTo: new Date(now + days * DAY),
    ...more,
  });
  let connections = 0;
  const server = createTlsServer({
    cert: pem,
    key: key.export({ type: 'pkcs8', format: 'pem' }),
  });
  server.on('connection', () => {
    connections += 1;
  });
  // Ours ends the connection as soon as it has seen the certificate.
  server.on('tlsClientError', () => {});
  return { port: await listen(server), connections: () => connections };
}

function checkOf(
  port: number,
  more: { host?: string; allowPrivate?: boolean } = {},
  clock?: () => Date,
) {
  const check = createCertificateCheck({
    certificates: [
      {
        entity: SHOP,
        host: 'localhost',
        port,
        allowPrivate: true,
        ...more,
      },
    ],
    clock,
  });
  return (parameters: Record<string, string> = {}, entityRef = SHOP) =>
    check.evaluate({
      entityRef,
      parameters,
      run: { startedAt: '', opensAt: null, kind: 'maintenance' },
      credentials: mockCredentials.none(),
      now: clock?.() ?? new Date(),
      signal: new AbortController().signal,
    });
}

it('sees until when the certificate of a real server is valid, and that nobody trusts it', async () => {
  const { port } = await tlsServer(45.5);
  await expect(checkOf(port)()).resolves.toMatchObject({
    outcome: 'fail',
    reason: expect.stringMatching(
      /^The certificate of localhost is refused: .*SELF_SIGNED/,
    ),
    observed: [
      {
        host: 'localhost',
        port,
        failure: null,
        certificate: { subject: 'localhost', issuer: 'localhost' },
      },
    ],
    source: 'TLS probe',
  });
});

it('sees that it has expired', async () => {
  const { port } = await tlsServer(-1);
  await expect(checkOf(port)()).resolves.toMatchObject({
    outcome: 'fail',
    reason: expect.stringContaining('has expired at'),
  });
});

it('does not ask again for a while, but asks again what failed', async () => {
  let now = Date.now();
  const server = await tlsServer(45);
  const check = checkOf(server.port, {}, () => new Date(now));
  await check();
  now += 9 * 60_000;
  await check();
  expect(server.connections()).toBe(1);
  now += 60_000;
  await check();
  expect(server.connections()).toBe(2);
});

it.each([
  [{ allowPrivate: false }, /^localhost: (127\.0\.0\.1|::1) is a private/],
  [
    { host: '169.254.169.254' },
    /^169\.254\.169\.254: 169\.254\.169\.254 is an address that is never asked/,
  ],
])('connects to no address that it must not (%j)', async (more, reason) => {
  const server = await tlsServer(45);
  await expect(checkOf(server.port, more)()).resolves.toMatchObject({
    outcome: 'unknown',
    reason: expect.stringMatching(reason),
  });
  expect(server.connections()).toBe(0);
});

it('connects to no host that a document names, and to none of another service', async () => {
  const server = await tlsServer(45);
  const check = checkOf(server.port);
  await expect(check({ host: '127.0.0.1' })).resolves.toMatchObject({
    outcome: 'unknown',
    reason:
      '127.0.0.1 is not among the hosts of this service in opsdeck.runbooks.certificates.',
  });
  await expect(check({}, 'component:default/other')).resolves.toMatchObject({
    outcome: 'unknown',
    reason: expect.stringContaining('No host of this service is configured'),
  });
  expect(server.connections()).toBe(0);
});

it('waits for a host that says nothing no longer than its time', async () => {
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    return controller.signal;
  });
  const port = await listen(createServer(() => {}));
  const found = await checkOf(port)();
  timeout.mockRestore();
  expect(found).toMatchObject({
    outcome: 'unknown',
    reason: 'localhost: it did not answer in time.',
  });
});

it('says that nobody listens, or that it is no TLS', async () => {
  const plain = await listen(createServer(socket => socket.end('hello')));
  for (const port of [plain, 1]) {
    await expect(checkOf(port)()).resolves.toMatchObject({
      outcome: 'unknown',
      observed: [{ certificate: null, failure: expect.any(String) }],
    });
  }
});

import { Responder } from '@opsdeck/backstage-plugin-operations-node/testing';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** Runs `use` against a real HTTP server that answers like this. */
export async function serve<T>(
  respond: Responder,
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  const server = createServer((incoming, response) => {
    const { method = 'GET', headers, url = '/' } = incoming;
    Promise.resolve(
      respond(
        { method, headers, url: new URL(url, 'http://provider'), body: '' },
        response,
      ),
    ).catch(error => response.destroy(error));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

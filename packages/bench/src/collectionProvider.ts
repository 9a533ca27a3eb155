import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';

export const SCOPES = 200;
export const RESOURCES_PER_SCOPE = 50;
const PAGE_SIZE = 25;

/** A made-up provider of database instances: one page per call. */
export class CollectionProvider {
  calls = 0;
  firstCallAt = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.calls++;
      this.firstCallAt ||= Date.now();
      const url = new URL(request.url ?? '/', 'http://localhost');
      const scope = url.searchParams.get('scope') ?? '';
      const from = Number(url.searchParams.get('from') ?? 0);
      const to = Math.min(from + PAGE_SIZE, RESOURCES_PER_SCOPE);
      const names = Array.from(
        { length: to - from },
        (_, i) => `${scope}-db-${from + i}`,
      );
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(
          JSON.stringify({ names, next: to < RESOURCES_PER_SCOPE ? to : null }),
        );
    });
  }

  static async start(): Promise<CollectionProvider> {
    const provider = new CollectionProvider();
    await new Promise<void>(resolve => {
      provider.#server.listen(0, '127.0.0.1', resolve);
    });
    return provider;
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    await new Promise(resolve => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }
}

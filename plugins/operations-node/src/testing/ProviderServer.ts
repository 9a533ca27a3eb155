import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { ProviderRequest, Responder } from './types';

/** A real HTTP server on a free loopback port that plays the provider. */
export class ProviderServer {
  readonly requests: ProviderRequest[] = [];
  /** Connections that the client closed before it was answered. */
  abandoned = 0;
  #respond: Responder = (_request, response) => {
    response.writeHead(500).end('No scenario was chosen');
  };
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => {
        response.destroy(error);
      });
    });
  }

  static async start(): Promise<ProviderServer> {
    const started = new ProviderServer();
    await new Promise<void>((resolve, reject) => {
      started.#server.once('error', reject);
      started.#server.listen(0, '127.0.0.1', resolve);
    });
    return started;
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Answers like this from now on. */
  play(respond: Responder): void {
    this.#respond = respond;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.close(error => (error ? reject(error) : resolve()));
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.once('close', () => {
      if (!response.writableEnded) this.abandoned++;
    });
    const seen: ProviderRequest = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', this.endpoint),
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.requests.push(seen);
    await this.#respond(seen, response);
  }
}

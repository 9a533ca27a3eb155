import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  ProviderRequest,
  Responder,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { parametersOf } from './awsQuery';

/** A local HTTP server that plays AWS. */
export class AwsServer {
  readonly requests: ProviderRequest[] = [];
  #respond: Responder = () => {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const request = {
        method: incoming.method ?? '',
        url: new URL(incoming.url ?? '/', this.endpoint),
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      this.requests.push(request);
      await this.#respond(request, response);
    });
  }

  static async start(): Promise<AwsServer> {
    const started = new AwsServer();
    await new Promise<void>(resolve => {
      started.#server.listen(0, '127.0.0.1', resolve);
    });
    return started;
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Answers like this from now on, and forgets what was asked before. */
  play(respond: Responder): void {
    this.#respond = respond;
    this.requests.length = 0;
  }

  actions(): (string | null)[] {
    return this.requests.map(request => parametersOf(request).get('Action'));
  }

  async stop(): Promise<void> {
    await new Promise(resolve => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }
}

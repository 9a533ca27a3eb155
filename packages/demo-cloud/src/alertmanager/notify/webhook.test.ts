import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { WebhookMessage } from './payload';
import { postWebhook } from './webhook';

const MESSAGE: WebhookMessage = {
  receiver: 'opsdeck',
  status: 'firing',
  alerts: [],
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: '',
  version: '4',
  groupKey: '{}:{}',
  truncatedAlerts: 0,
};

describe('postWebhook', () => {
  let server: Server;
  let url: string;
  /** The answers to give, the last one for ever. */
  let statuses: number[];
  let requests: IncomingMessage[];

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      request.resume();
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 200).end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });

  afterEach(() => {
    server.close();
  });

  it('sends the token and what it is', async () => {
    statuses = [202];
    const signal = AbortSignal.timeout(5_000);
    await postWebhook({ url, token: 'secret' }, MESSAGE, signal);
    expect(requests).toHaveLength(1);
    expect(requests[0].headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'user-agent': 'Alertmanager/0.25.0',
    });
  });

  it('tries again after a 5xx answer', async () => {
    statuses = [503, 200];
    await postWebhook({ url }, MESSAGE, AbortSignal.timeout(5_000));
    expect(requests).toHaveLength(2);
  });

  it.each([400, 401, 404, 429])('takes %d for final', async status => {
    statuses = [status];
    await expect(
      postWebhook({ url }, MESSAGE, AbortSignal.timeout(5_000)),
    ).rejects.toThrow(`unexpected status code ${status}: ${url}`);
    expect(requests).toHaveLength(1);
  });

  it('gives up when its time is over', async () => {
    statuses = [500];
    await expect(
      postWebhook({ url }, MESSAGE, AbortSignal.timeout(1_100)),
    ).rejects.toThrow('gave up: unexpected status code 500');
    expect(requests).toHaveLength(2);
  });

  it('tries again when nobody listens', async () => {
    statuses = [200];
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => {
      server.close(resolve);
    });
    setTimeout(() => server.listen(port, '127.0.0.1'), 200);
    await postWebhook({ url }, MESSAGE, AbortSignal.timeout(5_000));
    expect(requests).toHaveLength(1);
  });
});

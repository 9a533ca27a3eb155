import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ReadContext } from '@opsdeck/backstage-plugin-operations-node';
import { AlertmanagerSource } from './AlertmanagerSource';
import { SILENCE, gettableAlert } from './__testUtils__/alerts';

describe('AlertmanagerSource', () => {
  let server: Server;
  let asked: { url?: string; authorization?: string }[];
  let respond: RequestListener;
  let source: AlertmanagerSource;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const { authorization } = request.headers;
      asked.push({ url: request.url, authorization });
      respond(request, response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    source = new AlertmanagerSource({
      cadence: 'PT15S',
      instances: [
        { id: 'main', title: 'Main', baseUrl: `http://127.0.0.1:${port}/` },
        { id: 'dr', baseUrl: `http://127.0.0.1:${port}/dr`, token: 'dr-token' },
      ],
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const answer = (answers: Record<string, unknown>) => {
    respond = (request, response) => {
      response
        .setHeader('Content-Type', 'application/json')
        .end(JSON.stringify(answers[request.url ?? ''] ?? []));
    };
  };

  async function read(id = 'main') {
    const context: ReadContext = {
      signal: AbortSignal.timeout(5_000),
      now: new Date('2026-11-20T10:30:00Z'),
      countCall: () => {},
    };
    const pages = [];
    const scope = { id, title: id, attributes: {} };
    for await (const page of source.read(scope, context)) pages.push(page);
    expect(pages).toHaveLength(1);
    return pages[0];
  }

  it('has a scope per instance, by the id that webhooks use', async () => {
    await expect(source.scopes()).resolves.toEqual([
      { id: 'main', title: 'Main', attributes: {} },
      { id: 'dr', title: 'dr', attributes: {} },
    ]);
    expect(source).toMatchObject({ cadence: 'PT15S', reading: 'complete' });
  });

  it('reads an alert in our words and asks for no silences without need', async () => {
    answer({ '/api/v2/alerts': [gettableAlert('a1')] });
    const { records, rejected } = await read();
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([
      {
        fingerprint: 'a1',
        name: 'HighErrorRate',
        state: 'active',
        class: 'critical',
        summary: 'Many requests fail',
        startsAt: '2026-11-20T10:12:00.123Z',
        endsAt: null,
        silencedBy: [],
        bindings: [
          { annotation: 'prometheus.io/service-name', value: 'hopngo' },
        ],
      },
    ]);
    expect(asked).toEqual([{ url: '/api/v2/alerts' }]);
  });

  it('says who silenced an alert, until when and why', async () => {
    answer({
      '/api/v2/alerts': [
        gettableAlert('a1', {
          state: 'suppressed',
          silencedBy: [SILENCE.id, 'gone'],
        }),
        gettableAlert('b2', { state: 'suppressed', inhibitedBy: ['a1'] }),
      ],
      '/api/v2/silences': [SILENCE, 'not a silence'],
    });
    const { records } = await read();
    expect(records.map(({ state, silencedBy }) => [state, silencedBy])).toEqual(
      [
        [
          'suppressed',
          [
            'silenced by olga.operator until 2026-11-20T14:00:00.000Z: planned work',
            'silence gone',
          ],
        ],
        ['suppressed', ['inhibited by alert a1']],
      ],
    );
  });

  it('sends the token of the instance to it alone', async () => {
    answer({});
    await read('dr');
    await read('main');
    expect(asked).toEqual([
      { url: '/dr/api/v2/alerts', authorization: 'Bearer dr-token' },
      { url: '/api/v2/alerts', authorization: undefined },
    ]);
  });

  it('follows no redirect: the token is for this host', async () => {
    respond = (_request, response) => {
      response.writeHead(302, { Location: '/elsewhere' }).end();
    };
    await expect(read('dr')).rejects.toThrow('HTTP 302');
    expect(asked).toHaveLength(1);
  });

  it('refuses an answer that is no list', async () => {
    respond = (_request, response) => {
      response.end('{"status":"success"}');
    };
    await expect(read()).rejects.toMatchObject({ kind: 'malformed' });
  });
});

import { RunbooksClient } from './RunbooksClient';

const SHOP = 'component:default/shop';
const RUN = '6f1c2a34-0000-4000-8000-000000000001';

const PERIOD = { from: '2026-07-01', to: '2026-10-01' };

/** A client whose requests are kept; every answer breaks the contract. */
function recording() {
  const asked: [method: string, path: string, body: unknown][] = [];
  const client = new RunbooksClient(async (path, init) => {
    asked.push([
      init?.method ?? 'GET',
      path,
      init?.body ? JSON.parse(String(init.body)) : undefined,
    ]);
    return Response.json({});
  });
  return { client, asked };
}

describe('RunbooksClient', () => {
  it.each<[string, (client: RunbooksClient) => Promise<unknown>, unknown[]]>([
    [
      'overview',
      client => client.getOverview(SHOP),
      ['GET', '/entities/component/default/shop', undefined],
    ],
    [
      'checklist',
      client => client.getChecklist(SHOP, 'a/b'),
      ['GET', '/entities/component/default/shop/checklists/a%2Fb', undefined],
    ],
    [
      'history',
      client => client.listRuns(SHOP, { checklistId: 'a&b', limit: 5 }),
      [
        'GET',
        '/entities/component/default/shop/runs?checklistId=a%26b&limit=5',
        undefined,
      ],
    ],
    [
      'start',
      client => client.startRun(SHOP, { checklistId: 'a' }),
      ['POST', '/entities/component/default/shop/runs', { checklistId: 'a' }],
    ],
    ['run', client => client.getRun(RUN), ['GET', `/runs/${RUN}`, undefined]],
    [
      'step',
      client =>
        client.setStep(RUN, 'a b', { state: 'done', expectedVersion: 2 }),
      [
        'POST',
        `/runs/${RUN}/steps/a%20b`,
        { state: 'done', expectedVersion: 2 },
      ],
    ],
    [
      'evidence',
      client => client.addEvidence(RUN, 'a b', { kind: 'text', text: 'seen' }),
      [
        'POST',
        `/runs/${RUN}/steps/a%20b/evidence`,
        { kind: 'text', text: 'seen' },
      ],
    ],
    [
      'confirmation',
      client => client.confirmStep(RUN, 'a', { expectedVersion: 2 }),
      ['POST', `/runs/${RUN}/steps/a/confirm`, { expectedVersion: 2 }],
    ],
    [
      'rejection',
      client =>
        client.rejectStep(RUN, 'a', { reason: 'no', expectedVersion: 2 }),
      [
        'POST',
        `/runs/${RUN}/steps/a/reject`,
        { reason: 'no', expectedVersion: 2 },
      ],
    ],
    [
      'hand-over',
      client => client.handOver(RUN, { to: SHOP, expectedAssignee: null }),
      ['POST', `/runs/${RUN}/hand-over`, { to: SHOP, expectedAssignee: null }],
    ],
    [
      'correction',
      client => client.correctRun(RUN, 'why'),
      ['POST', `/runs/${RUN}/corrections`, { reason: 'why' }],
    ],
    [
      'proof',
      client => client.getProof({ ...PERIOD, control: 'A&B' }),
      ['GET', `/proof?from=2026-07-01&to=2026-10-01&control=A%26B`, undefined],
    ],
    [
      'finish',
      client => client.finishRun(RUN),
      ['POST', `/runs/${RUN}/finish`, {}],
    ],
    [
      'abandon',
      client => client.abandonRun(RUN, 'why'),
      ['POST', `/runs/${RUN}/abandon`, { reason: 'why' }],
    ],
  ])('asks for the %s, everything escaped', async (_what, ask, request) => {
    const { client, asked } = recording();
    await expect(ask(client)).rejects.toThrow(/breaks its contract/);
    expect(asked).toEqual([request]);
  });
});

describe('files', () => {
  const answering = (answer: () => Response) => {
    const fetch = jest.fn(async (_path: string, _init?: RequestInit) =>
      answer(),
    );
    return { fetch, client: new RunbooksClient(fetch) };
  };

  it('are sent as they are, their name escaped', async () => {
    const { fetch, client } = answering(() => Response.json({}));
    const content = new Blob(['bytes']);
    await expect(
      client.addFile(RUN, 's/1', { name: 'a&b.png' }, content),
    ).rejects.toThrow();
    expect(fetch).toHaveBeenCalledWith(
      `/runs/${RUN}/steps/s%2F1/files?name=a%26b.png`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: content,
      },
    );
  });

  it.each<[string, (client: RunbooksClient) => Promise<Blob>, string]>([
    ['file', client => client.getFile(RUN, 'e'), `/runs/${RUN}/files/e`],
    ['run', client => client.exportRun(RUN), `/runs/${RUN}/evidence`],
    [
      'proof',
      client => client.exportProof(PERIOD, 'csv'),
      '/proof/evidence?from=2026-07-01&to=2026-10-01&format=csv',
    ],
  ])('come as they are: %s', async (_what, ask, path) => {
    const { fetch, client } = answering(() => new Response('bytes'));
    await expect((await ask(client)).text()).resolves.toBe('bytes');
    expect(fetch.mock.calls[0][0]).toBe(path);
    const refusing = answering(() => Response.json({}, { status: 403 }));
    await expect(ask(refusing.client)).rejects.toMatchObject({
      statusCode: 403,
    });
  });
});

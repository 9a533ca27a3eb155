import { RunbooksClient } from './RunbooksClient';

const SHOP = 'component:default/shop';
const RUN = '6f1c2a34-0000-4000-8000-000000000001';

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

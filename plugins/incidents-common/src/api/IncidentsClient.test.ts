import { ago, incident } from '../__testUtils__/fixtures';
import { IncidentsClient } from './IncidentsClient';

const SHOP = 'component:default/shop';
const ID = '7f0f1b52-6c3c-4a36-9d3b-2f6f0b6f7a01';

describe('IncidentsClient', () => {
  const fetch = jest.fn();
  const client = new IncidentsClient(fetch);

  beforeEach(() => fetch.mockReset());

  const answer = (body: unknown, status = 200) =>
    fetch.mockImplementation(
      async () =>
        new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
    );
  const asked = () => {
    const [path, init] = fetch.mock.calls[0];
    return [init.method, path, init.body && JSON.parse(init.body)];
  };

  it('asks for the overview', async () => {
    const overview = {
      entityRef: SHOP,
      evaluatedAt: ago(0),
      headline: 'All is well',
      verdict: null,
      active: [incident()],
      alerts: [],
      recent: [],
      sources: [],
    };
    answer(overview);
    await expect(client.getOverview(SHOP)).resolves.toEqual(overview);
    expect(asked()).toEqual([
      'GET',
      '/entities/component/default/shop',
      undefined,
    ]);
  });

  it('asks for the incidents of a range', async () => {
    answer({ items: [incident()] });
    await expect(
      client.listBetween(SHOP, { from: ago(60), to: ago(0) }),
    ).resolves.toEqual([incident()]);
    expect(asked()[1]).toBe(
      `/entities/component/default/shop/incidents?from=${encodeURIComponent(
        ago(60),
      )}&to=${encodeURIComponent(ago(0))}`,
    );
  });

  it('asks for one incident, its id escaped', async () => {
    const detail = {
      ...incident(),
      evaluatedAt: ago(0),
      events: [],
      alerts: [],
      timeline: [],
      suspectedChanges: [],
      gaps: [],
    };
    answer(detail);
    await expect(client.getIncident('../a')).resolves.toEqual(detail);
    expect(asked()[1]).toBe('/incidents/..%2Fa');
  });

  it('writes', async () => {
    answer(incident());
    const severity = 'P2';
    const state = { state: 'acknowledged', expectedVersion: 1 } as const;
    const milder = { severity, expectedVersion: 1, reason: 'why' } as const;
    for (const [write, path, body] of [
      [
        () => client.declare(SHOP, { title: 'abc', severity }),
        '/entities/component/default/shop/incidents',
        { title: 'abc', severity },
      ],
      [() => client.changeState(ID, state), `/incidents/${ID}/state`, state],
      [
        () => client.changeSeverity(ID, milder),
        `/incidents/${ID}/severity`,
        milder,
      ],
      [
        () => client.addNote(ID, { text: 'note' }),
        `/incidents/${ID}/notes`,
        { text: 'note' },
      ],
    ] as const) {
      fetch.mockClear();
      await expect(write()).resolves.toEqual(incident());
      expect(asked()).toEqual(['POST', path, body]);
    }
  });

  it('hands on what the backend refused', async () => {
    answer(
      {
        error: { name: 'ConflictError', message: 'it is resolved' },
        response: { statusCode: 409 },
      },
      409,
    );
    await expect(client.addNote(ID, { text: 'x' })).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: 'it is resolved' },
    });
  });

  it('does not believe an answer that breaks the contract', async () => {
    answer({ ...incident(), state: 'forgotten' });
    await expect(client.addNote(ID, { text: 'x' })).rejects.toThrow(
      /breaks its contract/,
    );
  });
});

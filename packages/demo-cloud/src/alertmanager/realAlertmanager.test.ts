import {
  Answer,
  BothAlertmanagers,
  comparable,
  equal,
  ShownAlert,
  ShownSilence,
  startBothAlertmanagers,
} from './__testUtils__/bothAlertmanagers';

const HOUR_MS = 3600_000;

const ALERTS = [
  {
    labels: {
      alertname: 'HighErrorRate',
      service: 'hopngo',
      severity: 'critical',
      note: 'é "quoted"',
      empty: '',
    },
    annotations: { summary: 'Many requests fail' },
    generatorURL: 'http://prometheus.example.com/graph',
  },
  {
    labels: {
      alertname: 'InstanceDown',
      service: 'saas',
      severity: 'warning',
      instance: 'b:1',
    },
    annotations: { summary: 'down', only: 'b' },
    startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
  },
  {
    labels: {
      alertname: 'InstanceDown',
      service: 'saas',
      severity: 'warning',
      instance: 'a:1',
    },
    annotations: { summary: 'down' },
    startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
    endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
  },
];

const SILENCE = {
  matchers: [equal('service', 'hopngo')],
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2100-01-01T00:00:00Z',
  createdBy: 'olga.operator',
  comment: 'planned work',
};
const UNKNOWN_ID = '061566a2-82f5-4396-bc89-5e9b28e47aa5';

describe('the API in comparison with a real Alertmanager', () => {
  let both: BothAlertmanagers;

  beforeAll(async () => {
    both = await startBothAlertmanagers();
  }, 30_000);

  afterAll(async () => {
    await both?.stop();
  });

  /** Asks both and compares; answers what the real one said. */
  async function alike<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const [expected, actual] = await both.ask<T>(method, path, body);
    expect(comparable(actual)).toEqual(comparable(expected));
    return expected;
  }

  it('shows posted alerts with the same fields and fingerprints', async () => {
    await alike('POST', '/api/v2/alerts', ALERTS);
    const { body } = await alike<ShownAlert[]>('GET', '/api/v2/alerts');
    expect(body).toHaveLength(3);
    expect(body[0].fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect((await alike('GET', '/api/v2/alerts/groups')).body).toHaveLength(2);
  });

  it('keeps given instants, and sets the same ones where none are given', async () => {
    const [expected, actual] = await both.ask<ShownAlert[]>(
      'GET',
      '/api/v2/alerts',
    );
    expect.assertions(9);
    expected.body.forEach((alert, i) => {
      for (const field of ['startsAt', 'endsAt', 'updatedAt'] as const) {
        const difference =
          Date.parse(alert[field]) - Date.parse(actual.body[i][field]);
        expect(Math.abs(difference)).toBeLessThan(2_000);
      }
    });
  });

  it('has the same fields in its status, and the same receivers', async () => {
    const [expected, actual] = await both.ask<Record<string, object>>(
      'GET',
      '/api/v2/status',
    );
    expect(Object.keys(actual.body)).toEqual(Object.keys(expected.body));
    expect(actual.body.cluster).toEqual(expected.body.cluster);
    expect(Object.keys(actual.body.versionInfo)).toEqual(
      Object.keys(expected.body.versionInfo),
    );
    expect((await alike('GET', '/api/v2/receivers')).body).toHaveLength(1);
  });

  it.each<[query: string, found: number | 'refused']>([
    ['filter=alertname%3D"InstanceDown"', 2],
    ['filter=alertname%3DInstanceDown&filter=instance%3D"a:1"', 1],
    ['filter=service%3D~"h.*"&filter=severity!%3D"warning"', 1],
    ['filter=service%3D~"h"', 0],
    ['filter=missing%3D""', 3],
    ['filter=severity!~"crit.*"', 2],
    ['filter=note%3D"é+\\"quoted\\""', 1],
    ['filter=bad+matcher', 'refused'],
    ['filter=a%3D~"("', 'refused'],
    ['filter=a%3D"b"c"', 'refused'],
    ['active=false', 0],
    ['silenced=false', 3],
    ['receiver=ops.*', 3],
    ['receiver=other', 0],
    ['receiver=(', 'refused'],
  ])('answers /api/v2/alerts?%s alike', async (query, found) => {
    const { status, body } = await alike<ShownAlert[]>(
      'GET',
      `/api/v2/alerts?${query}`,
    );
    expect(status === 200 ? body.length : 'refused').toBe(found);
    await alike('GET', `/api/v2/alerts/groups?${query}`);
  });

  it.each<[path: string, body: unknown]>([
    ['alerts', [{ annotations: {} }]],
    ['alerts', [{ labels: {} }]],
    ['alerts', [{ labels: { 'a-b': 'c' } }]],
    [
      'alerts',
      [
        {
          labels: { a: 'b' },
          startsAt: '2020-01-02T00:00:00Z',
          endsAt: '2020-01-01T00:00:00Z',
        },
      ],
    ],
    ['alerts', {}],
    ['silences', { ...SILENCE, matchers: [] }],
    ['silences', { ...SILENCE, matchers: [equal('a', '')] }],
    ['silences', { ...SILENCE, matchers: [equal('a-b', 'c')] }],
    [
      'silences',
      { ...SILENCE, matchers: [{ ...equal('a', '('), isRegex: true }] },
    ],
    ['silences', { ...SILENCE, comment: undefined }],
    ['silences', { ...SILENCE, endsAt: '2020-01-01T00:00:00Z' }],
    [
      'silences',
      {
        ...SILENCE,
        startsAt: '2019-01-01T00:00:00Z',
        endsAt: '2020-01-01T00:00:00Z',
      },
    ],
    ['silences', { ...SILENCE, id: UNKNOWN_ID }],
  ])('refuses a bad body for %s alike: %j', async (path, body) => {
    const { status } = await alike('POST', `/api/v2/${path}`, body);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each<[method: string, path: string, status: number]>([
    ['GET', 'nothing', 404],
    ['POST', 'status', 405],
    ['DELETE', 'silence/none', 422],
    ['DELETE', `silence/${UNKNOWN_ID}`, 500],
    ['GET', `silence/${UNKNOWN_ID}`, 404],
  ])('refuses %s %s alike', async (method, path, status) => {
    expect((await alike(method, `/api/v2/${path}`)).status).toBe(status);
  });

  it('silences alike', async () => {
    await alike('POST', '/api/v2/silences', SILENCE);
    expect((await alike('GET', '/api/v2/silences')).body).toHaveLength(1);
    const none = await alike('GET', '/api/v2/silences?filter=a%3D"b"');
    expect(none.body).toEqual([]);
    const { body } = await alike<ShownAlert[]>(
      'GET',
      '/api/v2/alerts?filter=note!%3D""',
    );
    expect(body[0].status).toEqual({
      state: 'suppressed',
      silencedBy: [expect.any(String)],
      inhibitedBy: [],
    });
    const shown = await alike('GET', '/api/v2/alerts?silenced=false');
    expect(shown.body).toHaveLength(2);
  });

  it('changes a silence in place where it can, and replaces it where it cannot', async () => {
    const [silences, own] = await both.ask<ShownSilence[]>(
      'GET',
      '/api/v2/silences',
    );
    const ids = [silences.body[0].id, own.body[0].id];
    const change = async (fields: object) => {
      const answers = await Promise.all(
        [silences.body[0], own.body[0]].map(async (silence, i) => {
          const response = await fetch(`${both.urls[i]}/api/v2/silences`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ ...silence, ...fields }),
          });
          return response.json();
        }),
      );
      return answers.map(({ silenceID }, i) => silenceID === ids[i]);
    };
    expect(await change({ comment: 'longer' })).toEqual([true, true]);
    const matchers = [equal('service', 'saas')];
    expect(await change({ matchers })).toEqual([false, false]);
    const { body } = await alike<ShownSilence[]>('GET', '/api/v2/silences');
    expect(body.map(s => s.status.state)).toEqual(['active', 'expired']);
  });

  it('ends silences alike, also twice', async () => {
    const [silences, own] = await both.ask<ShownSilence[]>(
      'GET',
      '/api/v2/silences',
    );
    const ids = [silences.body[0].id, own.body[0].id];
    const end = async (id: string, url: string) => {
      const response = await fetch(`${url}/api/v2/silence/${id}`, {
        method: 'DELETE',
      });
      return comparable([response.status, await response.text()]);
    };
    for (const times of ['once', 'twice']) {
      const expected = await end(ids[0], both.urls[0]);
      const actual = await end(ids[1], both.urls[1]);
      expect([times, actual]).toEqual([times, expected]);
    }
    const { body } = await alike<ShownAlert[]>(
      'GET',
      '/api/v2/alerts?silenced=false',
    );
    expect(body).toHaveLength(3);
  });

  it('inhibits alike', async () => {
    await alike('POST', '/api/v2/alerts', [
      { labels: { alertname: 'Down', service: 'boats' } },
      { labels: { alertname: 'Slow', service: 'boats', severity: 'warning' } },
      { labels: { alertname: 'Slow', service: 'other', severity: 'warning' } },
    ]);
    const { body } = await alike<ShownAlert[]>(
      'GET',
      '/api/v2/alerts?filter=alertname%3D"Slow"&filter=service%3D"boats"',
    );
    expect(body[0].status.inhibitedBy).toHaveLength(1);
    const shown = await alike('GET', '/api/v2/alerts?inhibited=false');
    expect(shown.body).toHaveLength(5);
  });
});

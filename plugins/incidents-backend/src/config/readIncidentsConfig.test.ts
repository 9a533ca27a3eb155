import { ConfigReader } from '@backstage/config';
import { DEFAULT_TARGETS } from '@opsdeck/backstage-plugin-incidents-common';
import { checkReceivers, readIncidentsConfig } from './readIncidentsConfig';

const read = (incidents: unknown) =>
  readIncidentsConfig(
    new ConfigReader({ opsdeck: { incidents: incidents as never } }),
  );
const receiver = { id: 'main', token: 'a-token-of-16-or-more' };
const known = {
  ...receiver,
  sender: 'alertmanager' as const,
  scheme: 'bearer' as const,
  maxBody: 1024 * 1024,
};

describe('readIncidentsConfig', () => {
  it('needs nothing: critical alerts of production are P1', () => {
    expect(readIncidentsConfig(new ConfigReader({}))).toEqual({
      receivers: [],
      targets: DEFAULT_TARGETS,
      openOn: [
        {
          match: { severity: 'critical', environment: 'production' },
          severity: 'P1',
        },
      ],
    });
  });

  it('takes targets one by one, and rules whole', () => {
    const P2 = { acknowledge: 'PT30M', resolve: 'PT2H' };
    expect(
      read({
        webhooks: { alertmanager: [receiver] },
        targets: { P2 },
        openOn: [],
      }),
    ).toEqual({
      receivers: [known],
      targets: { ...DEFAULT_TARGETS, P2 },
      openOn: [],
    });
  });

  it.each([
    [
      { webhooks: { alertmanager: [{ ...receiver, token: 'short' }] } },
      /opsdeck\.incidents\.webhooks\.alertmanager\[0\]\.token: must have at least 16/,
    ],
    [
      { webhooks: { alertmanager: [{ ...receiver, id: 'a/b' }] } },
      /alertmanager\[0\]\.id: may hold/,
    ],
    [
      { webhooks: { alertmanager: [receiver, receiver] } },
      /alertmanager: names a receiver twice/,
    ],
    [
      { webhooks: { alertmanager: [{ id: 'main' }] } },
      /alertmanager\[0\]\.token: needs a token/,
    ],
    [
      { webhooks: { pagerduty: [receiver] } },
      /opsdeck\.incidents\.webhooks: Unrecognized key: "pagerduty"/,
    ],
    [
      { targets: { P1: { acknowledge: '15m', resolve: 'PT1H' } } },
      /targets\.P1\.acknowledge: must be an ISO-8601 duration/,
    ],
    [{ targets: { P5: DEFAULT_TARGETS.P1 } }, /targets/],
    [{ openOn: [{ match: {}, severity: 'high' }] }, /openOn\[0\]\.severity/],
    [{ opennOn: [] }, /opennOn/],
  ])('refuses %j by its key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it('never repeats a token in an error', () => {
    const token = 'secret-but-short'.slice(1);
    expect(() =>
      read({ webhooks: { alertmanager: [{ id: 'main', token }] } }),
    ).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(token) }),
    );
  });
});

describe('checkReceivers', () => {
  const source = {
    scopes: async () => [{ id: 'main', title: 'Main', attributes: {} }],
  };

  it('takes a receiver whose Alertmanager is read, and any without the source', async () => {
    await expect(checkReceivers([known], source)).resolves.toBeUndefined();
    await expect(
      checkReceivers([{ ...known, id: 'other' }], undefined),
    ).resolves.toBeUndefined();
  });

  it('refuses a receiver that no instance has the id of', async () => {
    await expect(
      checkReceivers([known, { ...known, id: 'other' }], source),
    ).rejects.toThrow(
      'Invalid configuration at opsdeck.incidents.webhooks.alertmanager[1].id: "other" is no instance of opsdeck.providers.alertmanager; there are main',
    );
  });
});

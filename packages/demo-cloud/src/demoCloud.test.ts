import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { PortInUseError, startDemoCloud } from './index';
import { NOON, startTestCloud, TestCloud, whileOn } from './fixtures/testCloud';
import { providerCalls } from './fixtures/providerCalls';
import { DAY, MINUTE } from './world/time';

describe('startDemoCloud', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const answers = async (source = '') => {
    const texts: Record<string, string> = {};
    const calls = providerCalls(cloud.urls);
    for (const { what, url, init } of calls.filter(call =>
      call.what.startsWith(source),
    )) {
      const response = await fetch(url, init);
      texts[what] = `${response.status} ${await response.text()}`;
    }
    return texts;
  };

  it('answers with no instant of the future, whatever day it is', async () => {
    const instants = fc.integer({
      min: Date.UTC(2017, 0, 1),
      max: Date.UTC(2080, 0, 1),
    });
    await fc.assert(
      fc.asyncProperty(instants, async tMs => {
        cloud.clock.now = tMs;
        for (const source of ['aws', 'kubernetes', 'github', 'prometheus']) {
          for (const [what, text] of Object.entries(await answers(source))) {
            expect(`${what}: ${text}`).toMatch(/: 200 /);
            const late = instantsIn(text).filter(
              instant => Date.parse(instant) > tMs,
            );
            expect({ what, late }).toEqual({ what, late: [] });
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('continues the same story after a restart', async () => {
    await cloud.turn('bad-release', 'saas-platform', true);
    await cloud.turn('pitr-stopped', 'catalogue-db', true);
    cloud.clock.now += 20 * MINUTE;
    const before = await answers();
    cloud = await cloud.restart();
    const strip = (texts: Record<string, string>) =>
      JSON.stringify(texts)
        .replace(/127\.0\.0\.1:\d+/g, 'host')
        .replace(/<RequestId>[^<]*/g, '');
    expect(strip(await answers())).toEqual(strip(before));
  });

  it('lets a bad release be seen by every provider', async () => {
    const before = await answers();
    await cloud.turn('bad-release', 'hopngo', true);
    cloud.clock.now += 20 * MINUTE;
    const after = await answers();
    expect(before['alertmanager alerts']).not.toContain('HighErrorRate');
    expect(after['alertmanager alerts']).toContain('HighErrorRate');
    expect(after['github deployments of hopngo']).toMatch(
      /"ref":"v\d+\.\d+\.10"/,
    );
    expect(after['kubernetes deployments of prod']).toMatch(
      /hopngo:\d+\.\d+\.10@sha256/,
    );
    expect(after['prometheus error ratio']).toMatch(/"0\.4\d+"|"0\.39\d+"/);
  });

  it('has an alert that fires at any time', async () => {
    for (let hour = 0; hour < 24; hour++) {
      cloud.clock.now = NOON + hour * 60 * MINUTE;
      const text = (await answers('alertmanager'))['alertmanager alerts'];
      expect(text).toMatch(/TranslationQueueLong|QueueTooLong/);
    }
  });

  it.each([
    ['aws', 403, 400],
    ['kubernetes', 401, 429],
    ['github', 401, 429],
    ['prometheus', 401, 429],
    ['alertmanager', 401, 429],
  ] as const)(
    'lets %s fail in every way',
    async (source, unauthorized, throttled) => {
      const call = providerCalls(cloud.urls).find(({ what }) =>
        what.startsWith(source),
      )!;
      const ask = (signal?: AbortSignal) =>
        fetch(call.url, { ...call.init, signal });
      const status = async () => (await ask()).status;
      expect(await status()).toBe(200);
      await whileOn(cloud, 'unauthorized', source, async () =>
        expect(await status()).toBe(unauthorized),
      );
      await whileOn(cloud, 'throttled', source, async () =>
        expect(await status()).toBe(throttled),
      );
      await whileOn(cloud, 'rubbish', source, async () => {
        const response = await ask();
        const text = await response.text();
        expect(response.status).toBe(200);
        expect(() => JSON.parse(text)).toThrow();
      });
      await whileOn(cloud, 'hang', source, () =>
        expect(ask(AbortSignal.timeout(100))).rejects.toThrow('timeout'),
      );
      expect(await status()).toBe(200);
      expect(cloud.requestCounts()[source]).toEqual({
        requests: 6,
        faults: 4,
      });
    },
  );

  it('closes while a request hangs', async () => {
    await cloud.turn('hang', 'github', true);
    const hanging = fetch(cloud.urls.github).catch(() => 'ended');
    await new Promise(resolve => setTimeout(resolve, 50));
    cloud = await cloud.restart();
    expect(await hanging).toBe('ended');
  });

  it('says which port is taken and leaves nothing running', async () => {
    const port = Number(new URL(cloud.urls.github).port);
    const starting = startDemoCloud({
      seed: 'test',
      stateFile: cloud.stateFile,
      ports: { github: port },
    });
    await expect(starting).rejects.toThrow(PortInUseError);
    await expect(starting).rejects.toThrow(
      `Port ${port}, wanted for github, is in use.`,
    );
  });

  it('says which file cannot be read', async () => {
    await writeFile(cloud.stateFile, '{');
    await expect(
      startDemoCloud({ seed: 'test', stateFile: cloud.stateFile }),
    ).rejects.toThrow(cloud.stateFile);
    await writeFile(cloud.stateFile, '{"version": 1, "toggles": []}');
  });

  it('takes as much longer as it is told', async () => {
    const slow = await startDemoCloud({
      seed: 'test',
      stateFile: cloud.stateFile,
      latencyMs: 120,
    });
    const [call] = providerCalls(slow.urls);
    const started = performance.now();
    await (await fetch(call.url, call.init)).text();
    expect(performance.now() - started).toBeGreaterThanOrEqual(119);
    await slow.close();
  });

  it('keeps the silences of Alertmanager over a restart', async () => {
    const silences = () => `${cloud.urls.alertmanager}/api/v2/silences`;
    const headers = {
      authorization: 'Bearer demo-alertmanager-token',
      'content-type': 'application/json',
    };
    const made = await fetch(silences(), {
      method: 'POST',
      headers,
      body: JSON.stringify({
        matchers: [
          { name: 'service', value: 'hopngo', isRegex: false, isEqual: true },
        ],
        startsAt: new Date(NOON).toISOString(),
        endsAt: new Date(NOON + DAY).toISOString(),
        createdBy: 'olga.operator',
        comment: 'Planned work',
      }),
    });
    expect(made.status).toBe(200);
    cloud = await cloud.restart();
    const kept = await (await fetch(silences(), { headers })).json();
    expect(kept).toEqual([
      expect.objectContaining({ comment: 'Planned work' }),
    ]);
  });
});

/** All instants of an answer. */
function instantsIn(text: string): string[] {
  return text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g) ?? [];
}

import { parseOpenSlo } from '@opsdeck/backstage-plugin-slos-common';
import { SHOP, SloText, sloYaml } from '../__testUtils__/documents';
import { FakeSliSource } from '../__testUtils__/FakeSliSource';
import { bindObjective } from './bindObjective';

function defined(text: string) {
  const { slos, problems } = parseOpenSlo([{ file: 'slos.yaml', text }]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [slo] = slos;
  return { slo, objective: slo.objectives[0] };
}

async function bind(
  options: SloText = {},
  change: (text: string) => string = text => text,
) {
  const source = new FakeSliSource();
  return bindObjective(
    SHOP,
    'availability',
    defined(change(sloYaml(options))),
    [{ source, instances: await source.instances() }],
  );
}

async function keyOf(...options: Parameters<typeof bind>) {
  const bound = await bind(...options);
  if ('reason' in bound) throw new Error(bound.reason);
  return bound.ledgerKey;
}

describe('bindObjective', () => {
  it('takes the first instance where none is named', async () => {
    await expect(bind()).resolves.toEqual({
      ledgerKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      sourceId: 'fake',
      scopeId: 'main',
      sliceSeconds: 300,
    });
  });

  it('takes the instance that the data source names', async () => {
    await expect(bind({ sourceRef: 'other' })).resolves.toMatchObject({
      scopeId: 'other',
    });
  });

  it.each<[string, SloText, (text: string) => string, string]>([
    [
      'a data source that is not configured',
      { sourceRef: 'elsewhere' },
      text => text,
      'The data source "elsewhere" is no configured instance of Fake provider; there are: main, other',
    ],
    [
      'a kind of metric that no source answers',
      { type: 'Datadog' },
      text => text,
      'No source for Datadog metrics is configured',
    ],
    [
      'a query that cannot be split into slices',
      { good: 'max(http_requests_total)' },
      text => text,
      'The good query cannot be measured: Only sum can be split into slices: max(http_requests_total)',
    ],
  ])(
    'says why %s cannot be measured',
    async (_what, options, change, reason) => {
      await expect(bind(options, change)).resolves.toEqual({ reason });
    },
  );

  it('keeps the ledger when the promise changes, not when the measure does', async () => {
    const key = await keyOf();
    await expect(keyOf({ target: 0.5, duration: '7d' })).resolves.toBe(key);
    await expect(keyOf({ displayName: 'Uptime' })).resolves.toBe(key);
    await expect(keyOf({ total: 'requests_total' })).resolves.not.toBe(key);
    await expect(keyOf({ sourceRef: 'other' })).resolves.not.toBe(key);
  });
});

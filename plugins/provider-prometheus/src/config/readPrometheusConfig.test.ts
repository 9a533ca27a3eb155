import { ConfigReader } from '@backstage/config';
import { readPrometheusConfig } from './readPrometheusConfig';

const read = (prometheus: unknown) =>
  readPrometheusConfig(
    new ConfigReader({
      opsdeck: { providers: { prometheus: prometheus as {} } },
    }),
  );

const main = { id: 'main', baseUrl: 'https://prometheus.example.com' };

describe('readPrometheusConfig', () => {
  it('is undefined when nothing is configured', () => {
    expect(readPrometheusConfig(new ConfigReader({}))).toBeUndefined();
  });

  it('has a cadence of five minutes unless told', () => {
    expect(read({ instances: [main] })).toEqual({
      cadence: 'PT5M',
      instances: [main],
    });
  });

  it.each([
    [{ instances: [] }, 'opsdeck.providers.prometheus.instances'],
    [
      { instances: [main], cadence: '5m' },
      'opsdeck.providers.prometheus.cadence: must be an ISO-8601 duration',
    ],
    [
      { instances: [{ ...main, baseUrl: 'ftp://x' }] },
      'opsdeck.providers.prometheus.instances[0].baseUrl',
    ],
    [
      {
        instances: [
          { ...main, token: 'a', basicAuth: { username: 'b', password: 'c' } },
        ],
      },
      'give either token or basicAuth',
    ],
    [{ instances: [{ ...main, tokn: 'a' }] }, 'tokn'],
  ])('refuses %j, naming the key', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});

import { ConfigReader } from '@backstage/config';
import { readAlertmanagerConfig } from './readAlertmanagerConfig';

const read = (alertmanager: unknown) =>
  readAlertmanagerConfig(
    new ConfigReader({
      opsdeck: { providers: { alertmanager: alertmanager as never } },
    }),
  );
const instance = { id: 'main', baseUrl: 'http://localhost:9093' };

describe('readAlertmanagerConfig', () => {
  it('is undefined when nothing is configured', () => {
    expect(readAlertmanagerConfig(new ConfigReader({}))).toBeUndefined();
  });

  it('reads instances every minute unless told', () => {
    expect(read({ instances: [instance] })).toEqual({
      cadence: 'PT1M',
      instances: [instance],
    });
  });

  it.each([
    [{ instances: [] }, /alertmanager\.instances/],
    [{ instances: [instance, instance] }, /names an instance twice/],
    [{ instances: [{ ...instance, id: 'a/b' }] }, /instances\[0\]\.id/],
    [{ instances: [{ ...instance, baseUrl: 'ftp://a' }] }, /\[0\]\.baseUrl/],
    [{ instances: [{ ...instance, tokn: 'x' }] }, /instances\[0\].*tokn/],
    [{ instances: [instance], cadence: '15s' }, /cadence: must be an ISO-8601/],
  ])('refuses %j by its key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});

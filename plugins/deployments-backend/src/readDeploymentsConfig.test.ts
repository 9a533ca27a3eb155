import { ConfigReader } from '@backstage/config';
import { readDeploymentsConfig } from './readDeploymentsConfig';

const read = (deployments?: object) =>
  readDeploymentsConfig(
    new ConfigReader(deployments ? { opsdeck: { deployments } } : {}),
  );

it('remembers for 400 days unless told', () => {
  expect(read()).toEqual({ retentionDays: 400 });
  expect(read({ retentionDays: 800 })).toEqual({ retentionDays: 800 });
});

it.each([
  [{ retentionDays: 7 }, 'opsdeck.deployments.retentionDays'],
  [{ retentionDays: 'long' }, 'opsdeck.deployments.retentionDays'],
  [{ retention: 400 }, 'opsdeck.deployments'],
])('refuses %j by the name of the key', (config, key) => {
  expect(() => read(config)).toThrow(`Invalid configuration at ${key}`);
});

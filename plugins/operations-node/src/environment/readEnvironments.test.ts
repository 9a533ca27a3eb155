import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readEnvironments } from './readEnvironments';

const staging = { id: 'staging', title: 'Staging', tier: 'staging', order: 2 };
const production = {
  id: 'production',
  title: 'Production',
  tier: 'production',
  order: 3,
  match: [{ cluster: 'prod' }],
};

function read(environments: JsonObject[]) {
  return readEnvironments(
    mockServices.rootConfig({ data: { opsdeck: { environments } } }),
  );
}

describe('readEnvironments', () => {
  it('answers them in order, with their rules', () => {
    expect(read([production, staging])).toEqual([
      { ...staging, match: [] },
      production,
    ]);
  });

  it('takes no configuration for no environments', () => {
    expect(readEnvironments(mockServices.rootConfig())).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['a tier', { ...staging, tier: 'live' }, 'opsdeck.environments[1].tier: '],
    ['a type', { ...staging, order: 'x' }, 'opsdeck.environments[1].order: '],
    [
      'an unknown key',
      { ...staging, colour: 'red' },
      'opsdeck.environments[1]: Unrecognized key: "colour"',
    ],
    [
      'an unknown fact',
      { ...staging, match: [{ zone: 'a' }] },
      'opsdeck.environments[1].match[0]: Unrecognized key: "zone"',
    ],
    [
      'an unquoted account',
      { ...staging, match: [{ account: 111122223333 }] },
      'opsdeck.environments[1].match[0].account: ',
    ],
    [
      'an empty rule',
      { ...staging, match: [{}] },
      'opsdeck.environments[1].match[0]: a rule must name at least one fact',
    ],
    [
      'an id that is twice',
      { ...staging, id: 'production' },
      'opsdeck.environments[1].id: there is an environment "production" already',
    ],
  ])('names the key of %s', (_what, second, message) => {
    expect(() => read([production, second])).toThrow(message);
  });

  it('names every key that is wrong', () => {
    expect(() => read([{}])).toThrow(
      /environments\[0\]\.id: .*environments\[0\]\.title: /s,
    );
  });
});

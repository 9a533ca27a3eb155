import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { RecordFacts } from '@opsdeck/backstage-plugin-operations-common';
import { bind, bindingNote } from './bind';
import { buildEntityIndex } from './EntityIndex';
import { readBindingRules } from './readBindingRules';

const read = (...rules: JsonObject[]) =>
  readBindingRules(
    mockServices.rootConfig({ data: { opsdeck: { binding: { rules } } } }),
  );

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: { 'example.com/id': 'mine' },
  },
};

describe('readBindingRules', () => {
  it('takes no configuration for no rules', () => {
    expect(readBindingRules(mockServices.rootConfig())).toEqual([]);
  });

  const to = { entityRef: 'component:default/orders' };
  it.each<[string, JsonObject, string]>([
    ['no facts', { match: {}, ...to }, 'rules[0].match: a rule must name'],
    ['an odd fact', { match: { zone: 'a' }, ...to }, 'rules[0].match: Unrec'],
    ['no target', { match: { name: 'a' } }, 'rules[0]: a rule needs either'],
    [
      'two targets',
      { match: { name: 'a' }, ...to, entityRefTemplate: 'component:${name}' },
      'rules[0]: a rule needs either',
    ],
    [
      'no ref',
      { match: { name: 'a' }, entityRef: 'orders' },
      'rules[0].entityRef: "orders" is no entity ref',
    ],
    [
      'an odd ref',
      { match: { name: 'a' }, entityRef: 'component:default/a b' },
      'rules[0].entityRef: "a b" cannot be a part',
    ],
    [
      'a template without a value',
      { match: { name: 'a' }, entityRefTemplate: 'component:default/orders' },
      'rules[0].entityRefTemplate: it holds no ${...}',
    ],
    [
      'an unknown value',
      { match: { name: 'a' }, entityRefTemplate: 'component:default/${owner}' },
      'rules[0].entityRefTemplate: ${owner} is none of',
    ],
    [
      'a template that is no ref',
      { match: { name: 'a' }, entityRefTemplate: '${name}' },
      'rules[0].entityRefTemplate: "x" is no entity ref',
    ],
  ])('names the key of %s', (_what, rule, message) => {
    expect(() => read(rule)).toThrow(`opsdeck.binding.${message}`);
  });
});

describe('a rule', () => {
  const target = (template: string, facts: RecordFacts) =>
    read({ match: { provider: '*' }, entityRefTemplate: template })[0].target({
      provider: 'aws',
      ...facts,
    });

  it('fits by globs on every fact it names', () => {
    const [rule] = read({
      match: { account: '1111*', name: '*-db', tags: { stage: 'live*' } },
      entityRef: 'resource:default/db',
    });
    const record = {
      account: '111122223333',
      name: 'orders-db',
      labels: { stage: 'live-1' },
    };
    expect(rule.matches(record)).toBe(true);
    expect(rule.matches({ ...record, account: '2' })).toBe(false);
    expect(rule.matches({ ...record, name: undefined })).toBe(false);
    expect(rule.matches({ ...record, labels: { stage: 'test' } })).toBe(false);
    expect(rule.matches({ ...record, labels: undefined })).toBe(false);
  });

  it('fills its template, in the form of the catalog', () => {
    expect(
      target('Component:${namespace}/${tag:Service}', {
        namespace: 'Shop',
        labels: { Service: 'Orders' },
      }),
    ).toEqual({ entityRef: 'component:shop/orders' });
  });

  it.each([
    'a/b',
    'user:default/admin',
    '../x',
    '',
    'x\n',
    '${name}',
    '$&',
    'x"} or 1',
    'x'.repeat(64),
  ])('gives no entity for the value %j', value => {
    expect(
      target('component:default/${tag:service}', {
        labels: { service: value },
      }),
    ).toEqual({
      problem: expect.stringContaining('cannot be a name in the catalog'),
    });
  });

  it('says which value is not there', () => {
    expect(target('component:${namespace}/${tag:service}', {})).toEqual({
      problem: 'the record has no namespace and the record has no tag:service',
    });
    expect(
      target('component:default/${tag:constructor}', { labels: {} }),
    ).toEqual({ problem: 'the record has no tag:constructor' });
  });
});

describe('bind by rules', () => {
  const rules = read(
    { match: { name: 'lost' }, entityRef: 'component:default/none' },
    {
      match: { provider: 'aws' },
      entityRefTemplate: 'component:default/${tag:service}',
    },
    { match: { name: '*' }, entityRef: 'component:default/orders' },
  );
  const index = buildEntityIndex([orders], { rules });
  const bound = (
    bindingFacts: RecordFacts,
    bindings: { annotation: string; value: string }[] = [],
  ) => bind(index, { bindings, bindingFacts }, 'Component');

  it('the first that fits decides, and is named', () => {
    const binding = bound({ provider: 'aws', labels: { service: 'orders' } });
    expect(binding).toEqual({
      entityRef: 'component:default/orders',
      via: {
        type: 'rule',
        name: 'opsdeck.binding.rules[1]',
        value: 'component:default/orders',
      },
    });
    expect(bindingNote(binding)).toBe('opsdeck.binding.rules[1]');
  });

  it.each([
    [
      { name: 'lost' },
      'opsdeck.binding.rules[0] gives it to component:default/none, which the catalog does not have',
    ],
    [
      { provider: 'aws', name: 'x' },
      'opsdeck.binding.rules[1] gives no entity: the record has no tag:service',
    ],
    [{ provider: 'gcp' }, 'the record carries nothing to bind it by'],
  ])('says of %j why not', (facts, reason) => {
    expect(bound(facts)).toEqual({ entityRef: null, reason, candidates: [] });
  });

  it('comes after what the catalog says', () => {
    expect(
      bound({ name: 'lost' }, [
        { annotation: 'example.com/id', value: 'mine' },
      ]),
    ).toMatchObject({ via: { type: 'annotation' } });
  });
});

import { placeName } from './place';

it.each([
  [{ cluster: 'prod', namespace: 'orders' }, 'cluster prod, namespace orders'],
  [{ githubEnvironment: 'Preview' }, 'GitHub environment Preview'],
  [{ region: 'eu-west-1', account: '1111' }, 'account 1111, region eu-west-1'],
  [{}, 'an unnamed place'],
])('names %j', (facts, name) => {
  expect(placeName(facts)).toBe(name);
});

import { isSamePerson } from './review';

describe('isSamePerson', () => {
  it.each([
    ['user:default/dana', 'user:default/dana', true],
    ['user:default/dana', 'User:Default/Dana', true],
    ['user:default/dana', 'dana', true],
    ['user:default/dana', 'user:other/dana', false],
    ['user:default/dana', 'user:default/olga', false],
    ['::', ' :: ', true],
  ])('%s and %s: %s', (a, b, same) => {
    expect(isSamePerson(a, b)).toBe(same);
    expect(isSamePerson(b, a)).toBe(same);
  });
});

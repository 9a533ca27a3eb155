import { allOf, answerOf, fail, noAnswer, pass, unknown } from './finding';

describe('allOf', () => {
  const nothing = unknown('nothing');
  it.each([
    [[], nothing],
    [[pass('a'), pass('b')], pass('a b')],
    [[pass('a'), unknown('b'), unknown('c')], unknown('b c')],
    [[pass('a'), unknown('b'), fail('c'), fail('d')], fail('c d')],
    [[fail('a'), unknown('b')], fail('a')],
  ])('of %j', (findings, expected) => {
    expect(allOf(findings, nothing)).toEqual(expected);
  });
});

it('answers with what was seen', () => {
  const sighting = { source: 's', observedAt: null, validForMs: 7 };
  expect(
    answerOf(pass('a'), { observed: [1], threshold: 't', sighting }),
  ).toEqual({
    outcome: 'pass',
    reason: 'a',
    observed: [1],
    threshold: 't',
    ...sighting,
  });
});

it('knows nothing of what is not provided', () => {
  expect(noAnswer('why', 'Tab')).toEqual({
    outcome: 'unknown',
    reason: 'why',
    observed: null,
    threshold: null,
    source: 'Tab',
    observedAt: null,
    validForMs: 0,
  });
});

import { CHECK_CONTRACTS } from '@opsdeck/backstage-plugin-runbooks-common';
import { assertMatchesKnown } from './assertMatchesKnown';

const rule = (check: string, parameters: Record<string, string> = {}) => ({
  text: 'verify *',
  except: [],
  kinds: [],
  check,
  parameters,
});

it('refuses a rule for a check that there is not, or with what it does not take', () => {
  const known = rule('backup.completed', { maxAge: 'PT8H' });
  expect(() => assertMatchesKnown([known], CHECK_CONTRACTS)).not.toThrow();
  expect(() =>
    assertMatchesKnown([known, rule('no.such')], CHECK_CONTRACTS),
  ).toThrow(
    /opsdeck\.runbooks\.checkMatches\[1\]: There is no live check "no\.such"/,
  );
  expect(() =>
    assertMatchesKnown(
      [rule('backup.completed', { maxAge: '8' })],
      CHECK_CONTRACTS,
    ),
  ).toThrow(/checkMatches\[0\]: A parameter of .*"maxAge" must be/);
});

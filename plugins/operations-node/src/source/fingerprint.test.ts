import { fingerprintOf } from './fingerprint';

it('is the same for the same credentials, another for others, and tells neither', () => {
  const token = 'github-token-0123456789';
  expect(fingerprintOf(token)).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf(token)).toBe(fingerprintOf(token));
  expect(fingerprintOf(token)).not.toBe(fingerprintOf(`${token}0`));
});

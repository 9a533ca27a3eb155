import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { refusal } from '../__testUtils__/occurrences';
import { effectiveSchedule } from './k8up';
import { sha1 } from './sha1';

describe('schedules of K8up', () => {
  it.each([
    // The expectations of K8up's own test of its randomizer.
    ['@hourly-random', '52 * * * *'],
    ['@daily-random', '52 4 * * *'],
    ['@weekly-random', '52 4 * * 4'],
    ['@monthly-random', '52 4 26 * *'],
    ['@yearly-random', '52 4 26 5 *'],
    ['@annually-random', '52 4 26 5 *'],
  ])('%s is %s', (expression, expected) => {
    expect(
      effectiveSchedule(expression, 'k8up-system/my-scheduled-backup@backup'),
    ).toBe(expected);
  });

  it('needs a seed, and knows no other randomness', () => {
    expect(refusal('@daily-random')).toMatch(/^seed-needed/);
    expect(refusal('@often-random', { seed: 'a/b@backup' })).toMatch(
      /^unreadable/,
    );
  });

  it('hashes as the platform does', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 130, unit: 'binary' }), text => {
        expect(Buffer.from(sha1(text)).toString('hex')).toBe(
          createHash('sha1').update(text).digest('hex'),
        );
      }),
    );
  });
});

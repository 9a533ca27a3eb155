import { z } from 'zod/v4';

/** For every text from a caller: a NUL is more than databases take. */
export const withoutNul = z.regex(/^[^\0]*$/, { error: 'must not hold a NUL' });

/** Text from a caller. */
export const inputText = (longest: number) =>
  z.string().max(longest).check(withoutNul);

/** Text that names or finds something: not empty. */
export const lookUpText = (longest: number) => inputText(longest).min(1);

/** A number that grows with each change; no larger than databases keep. */
export const versionSchema = z.number().int().nonnegative().max(2_147_483_647);

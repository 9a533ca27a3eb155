import { z } from 'zod/v4';

/** Text from a caller. A NUL is more than databases take. */
export const inputText = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\0]*$/, { error: 'must not hold a NUL' });

/** Text that names or finds something: not empty. */
export const lookUpText = (longest: number) => inputText(longest).min(1);

import { createHash } from 'node:crypto';

/**
 * Tells credentials apart without giving them away, for
 * {@link Source.budgetKey}: 16 hexadecimal digits of their SHA-256. Only for
 * what nobody can guess, as a provider's tokens; not for passwords.
 */
export function fingerprintOf(credentials: string): string {
  return createHash('sha256').update(credentials).digest('hex').slice(0, 16);
}

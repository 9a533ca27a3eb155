/** Failures in a row after which a scope is left alone for a while. */
export const CIRCUIT_OPENS_AFTER = 5;

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * How long a scope rests after its latest failure, doubling from one minute to
 * fifteen; zero while the circuit stays closed. The next run after the pause is
 * the half-open probe: its success closes the circuit.
 */
export function circuitPauseMs(consecutiveFailures: number): number {
  const beyond = consecutiveFailures - CIRCUIT_OPENS_AFTER;
  if (beyond < 0) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** beyond);
}

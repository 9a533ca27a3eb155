import { useEffect, useState } from 'react';
import { pageTicker } from './ticker';

/**
 * The present instant, renewed about every `intervalMs`. All users of one
 * interval see the same instant.
 */
export function useNow(intervalMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => pageTicker.subscribe(intervalMs, setNow), [intervalMs]);
  return now;
}

import { RouteContract } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

/**
 * Outside production, checks what is about to be sent against the contract.
 *
 * @throws Error naming the route and each key that does not fit.
 */
export function checkAnswer(route: RouteContract, answer: unknown): void {
  if (process.env.NODE_ENV === 'production') return;
  // As JSON has it: dates are texts, and what is undefined is absent.
  const sent = JSON.parse(JSON.stringify(answer ?? null));
  const parsed = route.answer.safeParse(sent);
  if (parsed.success) return;
  throw new Error(
    `The answer of ${route.method} ${
      route.path
    } breaks its contract: ${z.prettifyError(parsed.error)}`,
  );
}

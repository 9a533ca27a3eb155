import { Check, CheckInput } from '@opsdeck/backstage-plugin-operations-node';
import { CheckResult } from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';

/** A check of ours: its contract, and how it finds out. */
export function defineCheck<T extends z.ZodType>(
  contract: { id: string; title: string; parameters: T },
  evaluate: (
    input: CheckInput,
    parameters: z.output<T>,
  ) => Promise<CheckResult>,
): Check {
  return {
    ...contract,
    evaluate: async input =>
      evaluate(input, contract.parameters.parse(input.parameters)),
  };
}

import fc from 'fast-check';
import { inputsOf } from './arbitraries';
import { Answer, call, callerOf, goodInput } from './call';
import { Known } from './known';
import { Operation } from './operations';
import { secretsIn } from './secrets';
import { WholeBackend } from './wholeBackend';

const SEED = 20_261_127;
/** Refusals of good input: no step of the run waits for anybody, and a file has no JSON. */
const REFUSED_ANYWAY = /needs no second person|The file is empty/;

/** Inputs tried and what came of them. */
export interface FuzzReport {
  inputs: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  /** One line per fault, the input with it. */
  faults: string[];
}

/** Sends `each` generated inputs to every operation; the same ones every time. */
export async function fuzz(
  backend: WholeBackend,
  operations: readonly Operation[],
  known: Known,
  each: number,
): Promise<FuzzReport> {
  const report: FuzzReport = { inputs: 0, statuses: {}, faults: [] };
  for (const [index, operation] of operations.entries()) {
    const inputs = fc.sample(inputsOf(operation, goodInput(operation, known)), {
      numRuns: each,
      seed: SEED + index,
    });
    for (const { input, spoilt } of inputs) {
      const answer = await call(backend, operation, input, callerOf(operation));
      report.inputs++;
      report.statuses[answer.status] =
        (report.statuses[answer.status] ?? 0) + 1;
      const fault = faultOf(operation, answer, spoilt);
      if (fault) {
        report.faults.push(
          `${operation.pluginId} ${
            operation.id
          }: ${fault}; input ${JSON.stringify(
            spoilt
              ? [spoilt, input.params[spoilt], input.query, input.body]
              : input,
          ).slice(0, 400)}; answer ${answer.status} ${answer.text.slice(
            0,
            300,
          )}`,
        );
      }
    }
  }
  return report;
}

function faultOf(
  operation: Operation,
  { status, text, body }: Answer,
  spoilt: string | undefined,
): string | undefined {
  // Node itself refuses a request line that is too long.
  if (status === 431) return undefined;
  if (status >= 500) return 'a fault of ours';
  if (/\n\s+at |node_modules|\.ts:\d/.test(text)) return 'a stack trace';
  const leaked = secretsIn(text);
  if (leaked.length) return `the secret ${leaked}`;
  // Where the path itself no longer fits, no route of ours answers.
  const message = Object(Object(body).error).message;
  if (status >= 400 && !message && status !== 404) return 'no message';
  if (status === 400 && spoilt && !text.includes(spoilt)) {
    // What was spoilt fitted after all, and the rest is wrong as it was before.
    if (REFUSED_ANYWAY.test(text)) return undefined;
    if (!/decode|URI/.test(text)) return `the message does not name ${spoilt}`;
  }
  if (status < 300 && operation.status === status) {
    return operation.problem(status, body) ?? undefined;
  }
  return undefined;
}

import { mockCredentials } from '@backstage/backend-test-utils';
import { Answer, call, callerOf, goodInput } from './call';
import { Known } from './known';
import { Operation } from './operations';
import { ALL, header } from './personas';
import { WholeBackend } from './wholeBackend';

/** Who sends without the proof of the receiver: all get the same answer. */
const STRANGERS: [who: string, authorization: string][] = [
  ['nobody', mockCredentials.none.header()],
  ['somebody with another token', 'Bearer not-the-token-of-this-receiver'],
  ['a person who may do everything', header(ALL)],
  ['another backend', mockCredentials.service.header()],
];

/** Where a receiver of webhooks takes what it must not, or not what it must; one line each. */
export async function intrusions(
  backend: WholeBackend,
  operations: readonly Operation[],
  known: Known,
): Promise<string[]> {
  const found: string[] = [];
  const receivers = operations.filter(each => each.callers.webhook);
  if (receivers.length === 0) found.push('no operation takes webhooks');
  for (const operation of receivers) {
    const input = goodInput(operation, known);
    const sender = callerOf(operation);
    const elsewhere = {
      ...input,
      params: { ...input.params, receiver: 'nobody-knows-it' },
    };
    const refused: [string, Answer][] = [];
    for (const [who, authorization] of STRANGERS) {
      const answer = await call(backend, operation, input, authorization);
      refused.push([who, answer]);
    }
    // Which receivers there are is nobody's business.
    refused.push([
      'the sender at an unknown receiver',
      await call(backend, operation, elsewhere, sender),
    ]);
    const wanted = JSON.stringify([401, errorOf(refused[0][1])]);
    for (const [who, answer] of refused) {
      const got = JSON.stringify([answer.status, errorOf(answer)]);
      if (got !== wanted) {
        found.push(`${operation.id} by ${who}: ${got}, not ${wanted}`);
      }
      const problem = operation.problem(answer.status, answer.body);
      if (problem) found.push(`${operation.id} by ${who}: ${problem}`);
    }
    for (const time of ['once', 'again']) {
      const taken = await call(backend, operation, input, sender);
      if (taken.status !== 202) {
        found.push(`${operation.id} by its sender ${time}: ${taken.status}`);
      }
      const problem = operation.problem(taken.status, taken.body);
      if (problem) found.push(`${operation.id} by its sender: ${problem}`);
    }
  }
  return found;
}

/** The answer without what the caller knows anyway. */
function errorOf({ body }: Answer): unknown {
  return Object(body).error;
}

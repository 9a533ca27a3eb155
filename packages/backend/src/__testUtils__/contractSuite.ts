import { mockCredentials } from '@backstage/backend-test-utils';
import { Answer, call, callerOf, goodInput } from './call';
import { Known } from './known';
import { Operation } from './operations';
import { NONE, header } from './personas';
import { WholeBackend } from './wholeBackend';

/** Where the input is good and the time is not: just read, open steps, nothing that was refused, nobody renamed, nobody lost. */
const EXPECTED: Record<string, number[] | undefined> = {
  // By how long ago it was read.
  runSource: [202, 409],
  runSourceNow: [202, 409],
  finishRun: [400],
  // The file is empty; no step waits for a second person.
  addFile: [400],
  confirmStep: [400, 409],
  rejectStep: [400, 409],
  handOver: [400],
  correctRun: [409],
  getDeadLetter: [404],
  replayDeadLetter: [404],
  'operations decideRename': [409],
  'operations confirmLoss': [404],
};
const nameOf = ({ pluginId, id }: Operation) => `${pluginId} ${id}`;

/** What went wrong, one line each; empty when every operation keeps its contract. */
export async function breaches(
  backend: WholeBackend,
  operations: readonly Operation[],
  known: Known,
): Promise<string[]> {
  const found: string[] = [];
  for (const operation of operations.filter(
    ({ callers }) => !callers.webhook && !callers.link,
  )) {
    const input = goodInput(operation, known);
    const caller = callerOf(operation);
    const expectStatus = (what: string, wanted: number[], answer: Answer) => {
      if (!wanted.includes(answer.status)) {
        found.push(
          `${nameOf(operation)} ${what}: ${answer.status} ${answer.text.slice(
            0,
            300,
          )}`,
        );
      }
      const problem = operation.problem(answer.status, answer.body);
      if (problem) found.push(`${nameOf(operation)} ${what}: ${problem}`);
    };
    expectStatus(
      'unauthenticated',
      [401],
      await call(backend, operation, input, mockCredentials.none.header()),
    );
    expectStatus(
      'denied',
      [403],
      await call(backend, operation, input, header(NONE)),
    );
    expectStatus(
      'allowed',
      EXPECTED[nameOf(operation)] ??
        EXPECTED[operation.id] ?? [operation.status],
      await call(backend, operation, input, caller),
    );
    if (operation.path.includes('{name}')) {
      const params = { ...input.params, name: 'nobody-knows-it' };
      expectStatus(
        'an entity that is not there',
        [404],
        await call(backend, operation, { ...input, params }, caller),
      );
    }
    for (const bad of badInputs(operation)) {
      expectStatus(
        `bad ${Object.keys(bad)}`,
        [400],
        await call(backend, operation, { ...input, ...bad }, caller),
      );
    }
  }
  return found;
}

function badInputs(operation: Operation) {
  const query = operation.parameters.find(each => each.in === 'query');
  return [
    ...(query ? [{ query: [[query.name, '\0'] as [string, string]] }] : []),
    ...(operation.body ? [{ body: '{"state":' }, { body: [] }] : []),
  ];
}

import { call, callerOf, goodInput } from './__testUtils__/call';
import { breaches } from './__testUtils__/contractSuite';
import { DATABASES } from './__testUtils__/databases';
import { fuzz } from './__testUtils__/fuzzSuite';
import { Known, learn } from './__testUtils__/known';
import { Operation, readOperations } from './__testUtils__/operations';
import { leaks } from './__testUtils__/privacySuite';
import { exposures } from './__testUtils__/secretsSuite';
import { intrusions } from './__testUtils__/webhookSuite';
import { WholeBackend, startWholeBackend } from './__testUtils__/wholeBackend';

/** Far more than it takes, for machines that do much else at the same time. */
jest.setTimeout(600_000);

/** Of each operation; there are about a hundred. */
const FUZZED_INPUTS = 25;

describe.each(DATABASES)('the whole backend on %s', name => {
  let backend: WholeBackend;
  let operations: Operation[];
  let known: Known;

  beforeAll(async () => {
    backend = await startWholeBackend();
    operations = await readOperations(backend);
    known = await learn(backend);
  });

  afterAll(() => backend?.stop());

  it('keeps the contract of every route for every caller', async () => {
    expect(operations.length).toBeGreaterThanOrEqual(90);
    expect(await breaches(backend, operations, known)).toEqual([]);
  });

  it('takes webhooks from their senders only', async () => {
    expect(await intrusions(backend, operations, known)).toEqual([]);
  });

  it('shows nothing of other tabs to a person of one tab', async () => {
    expect(await leaks(backend, operations, known)).toEqual([]);
  });

  it('refuses generated input without a fault of its own', async () => {
    // The run and the incident of before have ended.
    known = await learn(backend);
    const report = await fuzz(backend, operations, known, FUZZED_INPUTS);
    process.stdout.write(
      `${name}: ${report.inputs} inputs for ${
        operations.length
      } operations, answers by status ${JSON.stringify(report.statuses)}\n`,
    );
    expect(report.faults).toEqual([]);
    expect(report.inputs).toBe(operations.length * FUZZED_INPUTS);
    // Some of it must have been good: a fuzz that is always refused proves little.
    expect(report.statuses[200]).toBeGreaterThan(report.inputs / 10);
    expect(report.statuses[400]).toBeGreaterThan(report.inputs / 10);
  });

  it('refuses a body of 10 MB with 413', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(10_000_000) });
    const writes = operations.filter(each => each.body);
    expect(writes.length).toBeGreaterThanOrEqual(13);
    for (const operation of writes) {
      const input = { ...goodInput(operation, known), body };
      const answer = await call(backend, operation, input, callerOf(operation));
      expect([operation.id, answer.status]).toEqual([operation.id, 413]);
    }
  });

  it('keeps secrets out of logs, records, dead letters and answers', async () => {
    expect(await exposures(backend, operations, known)).toEqual([]);
  });
});

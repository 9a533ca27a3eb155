import { call, callerOf, goodInput } from './call';
import { breaches } from './contractSuite';
import { DatabaseName } from './databases';
import { fuzz } from './fuzzSuite';
import { Known, learn } from './known';
import { Operation, readOperations } from './operations';
import { leaks } from './privacySuite';
import { exposures } from './secretsSuite';
import { intrusions } from './webhookSuite';
import { WholeBackend, startWholeBackend } from './wholeBackend';

/**
 * What must hold of all backends together, whichever database they stand on.
 * One file per database calls it, so that both run at the same time.
 *
 * @param fuzzedInputs - generated for each operation; there are about a hundred
 */
export function describeWholeBackend(name: DatabaseName, fuzzedInputs: number) {
  // By the global object: this is no test file, it makes tests in one.
  const { describe, it, beforeAll, afterAll } = globalThis;
  // Far more than it takes, for machines that do much else at the same time.
  jest.setTimeout(600_000);

  describe(`the whole backend on ${name}`, () => {
    let backend: WholeBackend;
    let operations: Operation[];
    let known: Known;

    beforeAll(async () => {
      backend = await startWholeBackend(name);
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
      const report = await fuzz(backend, operations, known, fuzzedInputs);
      process.stdout.write(
        `${name}: ${report.inputs} inputs, ${fuzzedInputs} for each of ${
          operations.length
        } operations, answers by status ${JSON.stringify(report.statuses)}\n`,
      );
      expect(report.faults).toEqual([]);
      expect(report.inputs).toBe(operations.length * fuzzedInputs);
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
        const caller = callerOf(operation);
        const answer = await call(backend, operation, input, caller);
        expect([operation.id, answer.status]).toEqual([operation.id, 413]);
      }
    });

    it('keeps secrets out of logs, records, dead letters and answers', async () => {
      expect(await exposures(backend, operations, known)).toEqual([]);
    });
  });
}

import { strict as assert } from 'node:assert';
import { DeadLetter } from '@opsdeck/backstage-plugin-operations-common';
import { Source } from '../source';
import { ContractHarness } from './ContractHarness';
import { ContractCheck, assertSucceeded } from './checks';

/** Only when the provider package plays `oddRecord`. */
export const ODD_RECORD_CHECKS: readonly ContractCheck[] = [
  {
    name: 'a record that cannot be processed goes to the dead letters, the others do not',
    async run(harness) {
      harness.play('oddRecord');
      const { run, records } = await harness.read();
      assertSucceeded(run);
      assert.equal(run.rejected, 1);
      assert.equal(records.length, harness.options.expected.records);
      const letter = await theLetter(harness);
      assert.ok(letter.reason, 'a dead letter needs a reason');
    },
  },
  {
    name: 'a dead letter is replayed once the source understands it, not before',
    run: checkReplay,
  },
];

async function checkReplay<TRecord>(
  harness: ContractHarness<TRecord>,
): Promise<void> {
  const { source } = harness;
  harness.play('oddRecord');
  await harness.read();
  const letter = await theLetter(harness);
  assert.ok(
    letter.notReplayable === null || letter.payload.includes('[redacted]'),
    `the payload of a rejected record must be plain JSON: ${letter.notReplayable}`,
  );
  if (letter.refusedBy === 'source') {
    assert.ok(
      source.normalise,
      'a source that rejects records needs `normalise`, or nobody can replay them',
    );
  }
  const early = await harness.replay(source, letter);
  assert.equal(early.result.outcome, 'kept', 'it was stored with its fault');
  assert.ok(early.result.reason, 'a letter that is kept needs a reason');
  assert.deepEqual(early.records, []);
  if (letter.refusedBy !== 'source') return;
  const fixed = await harness.replay(learned(harness), letter);
  assert.equal(
    fixed.result.outcome,
    'replayed',
    `the repaired payload was refused: ${fixed.result.reason}`,
  );
  assert.ok(fixed.records.length > 0, 'nothing came of the repaired payload');
  for (const record of fixed.records) {
    const parsed = source.recordSchema.safeParse(record);
    assert.ok(parsed.success, String(parsed.error));
  }
  assert.equal((await theLetter(harness)).state, 'replayed');
}

/** The source after an update by which it understands what it rejected before. */
function learned<TRecord>({
  source,
  options,
}: ContractHarness<TRecord>): Pick<Source<TRecord>, 'normalise'> {
  assert.ok(options.repair, 'pass `repair` for the payload of `oddRecord`');
  const { repair } = options;
  return {
    normalise: (payload, scope) =>
      source.normalise?.(repair(payload), scope) ?? [],
  };
}

async function theLetter<TRecord>(
  harness: ContractHarness<TRecord>,
): Promise<DeadLetter> {
  const letters = await harness.deadLetters();
  assert.equal(letters.length, 1, 'one record must be rejected');
  return letters[0];
}

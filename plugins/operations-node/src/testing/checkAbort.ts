import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContractHarness } from './ContractHarness';

const ABORT_WITHIN_MS = 1_000;
const ASKED_WITHIN_MS = 5_000;

/** The source itself ends when its signal fires, and hangs up on the provider. */
export async function checkAbort<TRecord>(
  harness: ContractHarness<TRecord>,
): Promise<void> {
  const { server, source, now } = harness;
  harness.play('hang');
  const controller = new AbortController();
  const reading = drain(
    source.read(await harness.scope(), {
      signal: controller.signal,
      now,
      countCall: () => {},
    }),
  );
  await until(() => server.requests.length > 0, ASKED_WITHIN_MS);
  controller.abort();
  const outcome = await Promise.race([
    reading,
    sleep(ABORT_WITHIN_MS, 'still reading'),
  ]);
  assert.equal(outcome, 'ended', 'the reading went on after the abort');
  await until(() => server.abandoned > 0, ABORT_WITHIN_MS);
}

/** The collector ends the run at its time limit and says so. */
export async function checkTimeLimit<TRecord>(
  harness: ContractHarness<TRecord>,
): Promise<void> {
  harness.play('hang');
  const { run, failure } = await harness.read({ timeout: 'PT0.3S' });
  assert.equal(run.outcome, 'failed');
  assert.equal(failure?.kind, 'timeout', failure?.message);
}

/** Ended, by its end or by an error: after an abort either will do. */
async function drain(pages: AsyncIterable<unknown>): Promise<'ended'> {
  try {
    for await (const _page of pages);
  } catch {
    // How an abort is thrown is the client's choice.
  }
  return 'ended';
}

async function until(condition: () => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Nothing happened within ${ms} ms`);
    await sleep(10);
  }
}

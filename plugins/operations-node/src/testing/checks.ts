import { strict as assert } from 'node:assert';
import {
  FailureKind,
  SourceRun,
  failureMeaning,
} from '@opsdeck/backstage-plugin-operations-common';
import { ContractHarness, Reading } from './ContractHarness';
import { checkAbort, checkTimeLimit } from './checkAbort';
import { DEFAULT_RETRY_AFTER_SECONDS, retryAfterAsDate } from './responders';
import { OptionalResponders } from './types';

export interface ContractCheck {
  name: string;
  run<TRecord>(harness: ContractHarness<TRecord>): Promise<void>;
}

/** So that only the provider's wish can put the next reading off. */
const SHORT_CADENCE = { cadence: 'PT1S' };

/** What every source must hold to, one sentence each. */
export const CONTRACT: readonly ContractCheck[] = [
  {
    name: 'reads every page, records fit the schema, every call is counted',
    async run(harness) {
      harness.play('pages');
      const { run, records, requests, completions } = await harness.read();
      assertSucceeded(run);
      assert.equal(run.rejected, 0, 'a record was rejected');
      assert.equal(records.length, harness.options.expected.records);
      assert.ok(requests > 1, '"pages" must take more than one request');
      assert.equal(run.calls, requests, 'call countCall() for every request');
      assert.deepEqual(completions, [harness.source.reading]);
      for (const record of records) {
        const parsed = harness.source.recordSchema.safeParse(record);
        assert.ok(parsed.success, String(parsed.error));
      }
    },
  },
  {
    name: 'a second reading changes nothing',
    async run(harness) {
      harness.play('pages');
      const first = canonical(await harness.read());
      const second = await harness.read();
      assertSucceeded(second.run);
      const news = canonical(second).filter(record => !first.includes(record));
      assert.deepEqual(news, [], 'the second reading differs from the first');
      if (harness.source.reading === 'complete') {
        assert.equal(second.records.length, first.length);
      }
    },
  },
  {
    name: 'keys are stable, and no two records have the same',
    async run(harness) {
      const { records } = harness.options.expected;
      harness.play('pages');
      const first = keysOf(harness, await harness.read());
      assert.equal(new Set(first).size, records, 'two records have one key');
      const second = keysOf(harness, await harness.read());
      const news = second.filter(key => !first.includes(key));
      assert.deepEqual(news, [], 'the second reading has other keys');
    },
  },
  {
    name: 'an empty answer is a success without records',
    async run(harness) {
      harness.play('empty');
      const { run, records } = await harness.read();
      assertSucceeded(run);
      assert.deepEqual(records, []);
    },
  },
  {
    name: 'pages read before a failure are kept, and the next reading has them all',
    async run(harness) {
      const { expected } = harness.options;
      harness.play('interrupted');
      const cut = await harness.read();
      assert.equal(cut.failure?.kind, 'unavailable', cut.failure?.message);
      assert.equal(
        cut.run.outcome,
        expected.keptWhenInterrupted > 0 ? 'partial' : 'failed',
      );
      assert.equal(cut.records.length, expected.keptWhenInterrupted);
      harness.play('pages');
      const next = await harness.read();
      assertSucceeded(next.run);
      const all = new Set([...canonical(cut), ...canonical(next)]);
      assert.equal(all.size, expected.records, 'not every record arrived');
    },
  },
  failureCheck('unauthorized', 'unauthorized'),
  failureCheck('notFound', 'not-found'),
  {
    name: 'a missing permission is told by its name',
    async run(harness) {
      const { message } = await expectFailure(
        harness,
        'forbidden',
        'forbidden',
      );
      const { requiredPermissions } = harness.source;
      assert.ok(
        requiredPermissions.some(name => message.includes(name)),
        `"${message}" names none of ${requiredPermissions.join(', ')}`,
      );
    },
  },
  {
    name: 'throttling is recognised, and Retry-After obeyed',
    async run(harness) {
      const { retryAfterSeconds = DEFAULT_RETRY_AFTER_SECONDS } =
        harness.options;
      const { nextDueAt } = await expectFailure(
        harness,
        'throttled',
        'throttled',
        SHORT_CADENCE,
      );
      const pause = (nextDueAt.getTime() - harness.now.getTime()) / 1000;
      assert.ok(
        pause >= (retryAfterSeconds ?? 0),
        `read again after ${pause} s although ${retryAfterSeconds} s were asked for; pass retryAt to SourceError`,
      );
    },
  },
  {
    name: 'Retry-After is obeyed as a date, too',
    async run(harness) {
      const { retryAfterSeconds = DEFAULT_RETRY_AFTER_SECONDS } =
        harness.options;
      harness.play('throttled', respond =>
        retryAfterAsDate(respond, harness.now),
      );
      const { failure, nextDueAt } = await harness.read(SHORT_CADENCE);
      assert.equal(failure?.kind, 'throttled', failure?.message);
      const pause = (nextDueAt.getTime() - harness.now.getTime()) / 1000;
      assert.ok(
        pause >= (retryAfterSeconds ?? 0),
        `read again after ${pause} s although the date is ${retryAfterSeconds} s away`,
      );
    },
  },
  {
    name: 'no call is made that the budget does not allow',
    async run(harness) {
      harness.play('pages');
      const { run, failure, requests } = await harness.read({
        rateLimit: { capacity: 1, refillPerSecond: 0.000_001 },
      });
      assert.equal(requests, 1, 'await countCall() before every request');
      assert.equal(run.calls, 1);
      assert.equal(failure?.kind, 'throttled', failure?.message);
    },
  },
  {
    name: 'the least privilege is stated, ready to paste',
    async run({ source: { requiredPermissions, policies } }) {
      assert.equal(
        policies.length > 0,
        requiredPermissions.length > 0,
        'say in `policies` exactly what `requiredPermissions` sums up',
      );
      for (const { title, format, text } of policies) {
        assert.ok(title && text.trim(), 'a policy needs a title and a text');
        if (format === 'json') JSON.parse(text);
      }
    },
  },
  failureCheck('unavailable', 'unavailable'),
  failureCheck('malformed', 'malformed'),
  {
    name: 'a hanging provider is stopped at the time limit',
    run: checkTimeLimit,
  },
  { name: 'an abort is honoured within a second', run: checkAbort },
  {
    name: 'no secret of the configuration is shown or kept',
    async run(harness) {
      const { secrets, respond } = harness.options;
      assert.ok(
        secrets.length > 0 && secrets.every(secret => secret.length >= 6),
        'name the secrets of the configuration, of six characters or more',
      );
      const scenarios = [
        'unauthorized',
        'forbidden',
        'notFound',
        'throttled',
        'unavailable',
        'malformed',
        'interrupted',
        ...(respond.oddRecord ? (['oddRecord'] as const) : []),
      ] as const;
      for (const scenario of scenarios) {
        harness.play(scenario);
        const { records } = await harness.read();
        const shown =
          (await harness.everythingShown()) + JSON.stringify(records);
        for (const secret of secrets) {
          assert.ok(
            !shown.includes(secret),
            `the secret "${secret}" is shown in "${scenario}": ${shown}`,
          );
        }
      }
    },
  },
];

function failureCheck(
  scenario: keyof OptionalResponders,
  kind: FailureKind,
): ContractCheck {
  return {
    name: `tells "${kind}" apart, in plain words`,
    run: async harness => {
      await expectFailure(harness, scenario, kind);
    },
  };
}

async function expectFailure<TRecord>(
  harness: ContractHarness<TRecord>,
  scenario: keyof OptionalResponders,
  kind: FailureKind,
  limits: { cadence?: string } = {},
): Promise<Reading<TRecord> & { message: string }> {
  harness.play(scenario);
  const reading = await harness.read(limits);
  assert.equal(reading.run.outcome, 'failed');
  const message = reading.failure?.message ?? '';
  assert.equal(reading.failure?.kind, kind, message);
  assert.ok(message.startsWith(failureMeaning(kind)), message);
  // A sentence for people, neither a stack nor a page of HTML.
  assert.doesNotMatch(message, /\n\s+at |<html/);
  return { ...reading, message };
}

/** Fails the test with what the run says of its failure. */
export function assertSucceeded({ outcome, failure }: SourceRun): void {
  assert.equal(outcome, 'succeeded', failure?.message);
}

function keysOf<TRecord>(
  harness: ContractHarness<TRecord>,
  { run, records }: Reading<TRecord>,
): string[] {
  assertSucceeded(run);
  return records.map(record => harness.keyOf(record));
}

/** The records as texts in one order, whatever the order of their keys. */
function canonical<TRecord>({ records }: Reading<TRecord>): string[] {
  return records.map(record => JSON.stringify(sorted(record))).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

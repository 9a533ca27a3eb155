import {
  FailureKind,
  failureMeaning,
} from '@opsdeck/backstage-plugin-operations-common';
import { ContractHarness, Reading } from './ContractHarness';
import { checkAbort, checkTimeLimit } from './checkAbort';
import { DEFAULT_RETRY_AFTER_SECONDS } from './responders';
import { OptionalResponders } from './types';

export interface ContractCheck {
  name: string;
  run<TRecord>(harness: ContractHarness<TRecord>): Promise<void>;
}

/** What every source must hold to, one sentence each. */
export const CONTRACT: readonly ContractCheck[] = [
  {
    name: 'reads every page, records fit the schema, every call is counted',
    async run(harness) {
      harness.play('pages');
      const { run, records, requests, completions } = await harness.read();
      expect(run.failure).toBeNull();
      expect(run.outcome).toBe('succeeded');
      expect(run.rejected).toBe(0);
      expect(records).toHaveLength(harness.options.expected.records);
      expect(requests).toBeGreaterThan(1);
      expect(run.calls).toBe(requests);
      expect(completions).toEqual([harness.source.reading]);
      for (const record of records) {
        expect(harness.source.recordSchema.safeParse(record)).toMatchObject({
          success: true,
        });
      }
    },
  },
  {
    name: 'a second reading changes nothing',
    async run(harness) {
      harness.play('pages');
      const first = canonical(await harness.read());
      const second = await harness.read();
      expect(second.run.outcome).toBe('succeeded');
      if (harness.source.reading === 'complete') {
        expect(canonical(second)).toEqual(first);
      } else {
        expect(first).toEqual(expect.arrayContaining(canonical(second)));
      }
    },
  },
  {
    name: 'an empty answer is a success without records',
    async run(harness) {
      harness.play('empty');
      const { run, records } = await harness.read();
      expect(run.failure).toBeNull();
      expect(run.outcome).toBe('succeeded');
      expect(records).toEqual([]);
    },
  },
  {
    name: 'pages read before a failure are kept, and the next reading has them all',
    async run(harness) {
      const { expected } = harness.options;
      harness.play('interrupted');
      const cut = await harness.read();
      expect(cut.failure).toMatchObject({ kind: 'unavailable' });
      expect(cut.run.outcome).toBe(
        expected.keptWhenInterrupted > 0 ? 'partial' : 'failed',
      );
      expect(cut.records).toHaveLength(expected.keptWhenInterrupted);
      harness.play('pages');
      const next = await harness.read();
      expect(next.run.outcome).toBe('succeeded');
      const all = new Set([...canonical(cut), ...canonical(next)]);
      expect(all.size).toBe(expected.records);
    },
  },
  failure('unauthorized', 'unauthorized'),
  {
    name: 'a missing permission is told by its name',
    async run(harness) {
      const { message } = await expectFailure(
        harness,
        'forbidden',
        'forbidden',
      );
      const { requiredPermissions } = harness.source;
      expect(requiredPermissions.length).toBeGreaterThan(0);
      expect(
        requiredPermissions.filter(name => message.includes(name)),
      ).not.toEqual([]);
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
      );
      const pause = nextDueAt.getTime() - harness.now.getTime();
      expect(pause).toBeGreaterThanOrEqual((retryAfterSeconds ?? 0) * 1000);
    },
  },
  failure('unavailable', 'unavailable'),
  failure('malformed', 'malformed'),
  {
    name: 'a hanging provider is stopped at the time limit',
    run: checkTimeLimit,
  },
  { name: 'an abort is honoured within a second', run: checkAbort },
  {
    name: 'no secret of the configuration is shown or kept',
    async run(harness) {
      const { secrets, respond } = harness.options;
      expect(secrets.filter(secret => secret.length >= 6)).not.toEqual([]);
      const scenarios = [
        'unauthorized',
        'forbidden',
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
          if (shown.includes(secret)) {
            throw new Error(
              `The secret "${secret}" is shown in the scenario "${scenario}": ${shown}`,
            );
          }
        }
      }
    },
  },
];

/** Only when the provider package plays it. */
export const ODD_RECORD_CHECK: ContractCheck = {
  name: 'a record that cannot be processed goes to the dead letters, the others do not',
  async run(harness) {
    harness.play('oddRecord');
    const { run, records } = await harness.read();
    expect(run.outcome).toBe('succeeded');
    expect(run.rejected).toBe(1);
    expect(records).toHaveLength(harness.options.expected.records);
    const letters = await harness.deadLetters();
    expect(letters).toHaveLength(1);
    expect(letters[0].reason).not.toBe('');
  },
};

function failure(
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
): Promise<Reading<TRecord> & { message: string }> {
  harness.play(scenario);
  const reading = await harness.read();
  expect(reading.run.outcome).toBe('failed');
  expect(reading.failure).toMatchObject({ kind });
  const message = reading.failure?.message ?? '';
  expect(message.startsWith(failureMeaning(kind))).toBe(true);
  // A sentence for people, neither a stack nor a page of HTML.
  expect(message).not.toMatch(/\n\s+at |<html/);
  return { ...reading, message };
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

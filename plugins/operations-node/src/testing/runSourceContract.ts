import { TestDatabases } from '@backstage/backend-test-utils';
import { CONTRACT } from './checks';
import { ODD_RECORD_CHECKS } from './checkOddRecord';
import { ContractHarness } from './ContractHarness';
import { SourceContractOptions } from './types';

const TIMEOUT_MS = 30_000;

/**
 * The contract of every source as Jest tests, over real HTTP and a real
 * collector. Call it in a test file of the provider package.
 */
export function runSourceContract<TRecord>(
  options: SourceContractOptions<TRecord>,
): void {
  // By the global object: this is no test file, it makes tests in one.
  const { describe, it } = globalThis;
  describe(`source contract: ${options.name}`, () => {
    const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
    const checks = options.respond.oddRecord
      ? [...CONTRACT, ...ODD_RECORD_CHECKS]
      : CONTRACT;

    for (const check of checks) {
      it(
        check.name,
        async () => {
          const harness = await ContractHarness.start(
            options,
            await databases.init('SQLITE_3'),
          );
          try {
            await check.run(harness);
          } finally {
            await harness.stop();
          }
        },
        TIMEOUT_MS,
      );
    }
  });
}

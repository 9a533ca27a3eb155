import {
  CAPABILITIES,
  Capability,
} from '@opsdeck/backstage-plugin-operations-common';
import { call, goodInput } from './call';
import { Known } from './known';
import { Operation } from './operations';
import { ALL, header, onlyOf, readsOf } from './personas';
import { WholeBackend } from './wholeBackend';

/** What a person with the permissions of one tab alone learns of the others, one line each. */
export async function leaks(
  backend: WholeBackend,
  operations: readonly Operation[],
  known: Known,
): Promise<string[]> {
  const found: string[] = [];
  const reads = operations.filter(
    ({ method, callers }) => method === 'get' && callers.user,
  );
  for (const tab of CAPABILITIES) {
    for (const operation of reads) {
      const input = goodInput(operation, known);
      const mine = await call(backend, operation, input, header(onlyOf(tab)));
      const allowed = allowedTo(tab, operation);
      if (allowed !== (mine.status === 200)) {
        found.push(
          `${tab}: ${operation.pluginId} ${operation.id} is ${mine.status}`,
        );
      }
      if (operation.pluginId === 'operations' && mine.status === 200) {
        found.push(
          ...otherTabs(mine.body, tab).map(
            each => `${tab}: ${operation.id} shows ${each}`,
          ),
        );
        const all = await call(backend, operation, input, header(ALL));
        if (mine.text === all.text) {
          found.push(
            `${tab}: ${operation.id} shows what it shows to everybody`,
          );
        }
      }
      if (operation.id === 'getIncident' && mine.status === 200) {
        const { timeline, suspectedChanges, gaps } = Object(mine.body);
        if (suspectedChanges.length > 0 || gaps.length === 0) {
          found.push('a timeline does not say that deployments are missing');
        }
        found.push(
          ...timeline
            .filter(({ kind }: { kind: string }) => kind === 'deployment')
            .map(({ title }: { title: string }) => `a timeline shows ${title}`),
        );
      }
    }
  }
  return found;
}

function allowedTo(tab: Capability, { permissions }: Operation): boolean {
  return permissions.every(name => readsOf(tab).includes(name));
}

/** Chips of other tabs, and counts that only other tabs explain. */
function otherTabs(answer: unknown, tab: Capability): string[] {
  const { rows, counts, ...row } = Object(answer);
  const shown: { verdict: string | null; headline: string; chips: object }[] =
    rows ?? [row];
  const found: string[] = [];
  for (const { verdict, headline, chips } of shown) {
    const [chip] = Object.values(chips);
    found.push(...Object.keys(chips).filter(each => each !== tab));
    if (verdict !== (chip?.verdict ?? null)) found.push(`verdict ${verdict}`);
    const own = chip?.verdict ? chip.headline : '';
    if (headline !== own) found.push(`the headline ${headline}`);
  }
  if (counts) {
    const own = shown.filter(({ verdict }) => verdict !== null).length;
    const counted = Object.entries<number>(counts)
      .filter(([verdict]) => verdict !== 'undeclared')
      .reduce((sum, [, count]) => sum + count, 0);
    if (own !== counted) found.push(`counts of ${counted} for ${own} rows`);
  }
  return found;
}

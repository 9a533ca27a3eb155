import { createHash } from 'node:crypto';
import {
  RunbookChecklist,
  checklistDefinitionSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

interface DefinitionRow {
  hash: string;
  definition: string;
  created_at: string;
}

/** SHA-256 of a value's JSON, hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Keeps a version of a checklist; the same version is kept once. Answers its hash. */
export async function keepDefinition(
  trx: Knex.Transaction,
  definition: RunbookChecklist,
  now: Date,
): Promise<string> {
  const hash = hashOf(definition);
  await trx<DefinitionRow>('checklist_definitions')
    .insert({
      hash,
      definition: JSON.stringify(definition),
      created_at: now.toISOString(),
    })
    .onConflict('hash')
    .ignore();
  return hash;
}

/** About 2 kB each. A hash names its version for good, so that no replica can hold an outdated one. */
const MOST_IN_MEMORY = 5_000;
const parsed = new LRUCache<string, RunbookChecklist>({ max: MOST_IN_MEMORY });
/** Below the number of parameters that the databases take. */
const CHUNK = 500;

/** Kept versions by hash; they are shared, and never changed. */
export async function readDefinitions(
  connection: Knex,
  hashes: readonly string[],
): Promise<Map<string, RunbookChecklist>> {
  const found = new Map<string, RunbookChecklist>();
  const missing: string[] = [];
  for (const hash of new Set(hashes)) {
    const known = parsed.get(hash);
    if (known) found.set(hash, known);
    else missing.push(hash);
  }
  for (let i = 0; i < missing.length; i += CHUNK) {
    const rows = await connection<DefinitionRow>('checklist_definitions')
      .whereIn('hash', missing.slice(i, i + CHUNK))
      .select('hash', 'definition');
    for (const { hash, definition } of rows) {
      const version = checklistDefinitionSchema.parse(JSON.parse(definition));
      parsed.set(hash, version);
      found.set(hash, version);
    }
  }
  return found;
}

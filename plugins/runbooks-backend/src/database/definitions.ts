import { createHash } from 'node:crypto';
import {
  RunbookChecklist,
  checklistDefinitionSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';

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

/** Kept versions by hash. */
export async function readDefinitions(
  connection: Knex,
  hashes: readonly string[],
): Promise<Map<string, RunbookChecklist>> {
  const rows = await connection<DefinitionRow>('checklist_definitions')
    .whereIn('hash', [...new Set(hashes)])
    .select('hash', 'definition');
  return new Map(
    rows.map(row => [
      row.hash,
      checklistDefinitionSchema.parse(JSON.parse(row.definition)),
    ]),
  );
}

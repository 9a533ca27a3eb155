import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityDocument,
  EntityIndex,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  RunbookLintFinding,
  lint,
} from '@opsdeck/backstage-plugin-runbooks-common';

/** Name of what the catalog says, in messages. */
const CATALOG = 'catalog';

/** The entity and what it stands on, as the catalog has them. */
function catalogText(entity: Entity, index: EntityIndex): string {
  return index
    .withDependencies(stringifyEntityRef(entity))
    .map(({ apiVersion, kind, metadata, spec }) =>
      JSON.stringify({ apiVersion, kind, metadata, spec }, null, 1),
    )
    .join('\n---\n');
}

/**
 * What the policy lint finds in the runbooks of an entity, by path. `now` decides
 * which suppressions still hold (UTC).
 */
export function lintDocuments(
  entity: Entity,
  documents: readonly EntityDocument[],
  index: EntityIndex,
  now: Date,
): Map<string, RunbookLintFinding[]> {
  const { findings, suppressed } = lint(
    [
      { path: CATALOG, text: catalogText(entity, index), format: 'yaml' },
      ...documents.map(({ path, content }) => ({
        path,
        text: new TextDecoder().decode(content),
        format: 'markdown' as const,
      })),
    ],
    now.toISOString().slice(0, 10),
  );
  const byPath = new Map<string, RunbookLintFinding[]>();
  const add = (
    { id, severity, message, line, fix, file }: (typeof findings)[number],
    suppression: RunbookLintFinding['suppressed'],
  ) => {
    // What keeps a document from being read is among its problems.
    if (id === 'unreadable') return;
    const found = byPath.get(file) ?? [];
    found.push({
      rule: id,
      severity,
      message,
      line,
      fix,
      suppressed: suppression,
    });
    byPath.set(file, found);
  };
  for (const finding of findings) add(finding, null);
  for (const finding of suppressed) {
    add(finding, { reason: finding.reason, until: finding.until });
  }
  return byPath;
}

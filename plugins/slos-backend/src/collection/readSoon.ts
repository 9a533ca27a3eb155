import { CollectionStore } from '@opsdeck/backstage-plugin-operations-node';

/**
 * Makes an instance due at once, unless it is being read or its last reading
 * failed: a failing one keeps the pause that it was given.
 */
export async function readSoon(
  { scopes }: Pick<CollectionStore, 'scopes'>,
  scope: { sourceId: string; scopeId: string },
  now: Date,
): Promise<void> {
  const row = await scopes.get(scope.sourceId, scope.scopeId);
  if (!row || row.failure_kind !== null || row.lease_expires_at !== null) {
    return;
  }
  await scopes.makeDue(scope.sourceId, scope.scopeId, now);
}

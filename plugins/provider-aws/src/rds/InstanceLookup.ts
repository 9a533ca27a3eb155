interface OfInstance {
  DbiResourceId?: string;
  DBInstanceIdentifier?: string;
}

/**
 * Finds what belongs to an instance: by its resource id, which survives a
 * rename and is not given to a namesake; by its name where one has no such id.
 */
export class InstanceLookup<T extends OfInstance> {
  readonly #byResource = new Map<string, T[]>();
  readonly #byName = new Map<string, T[]>();

  constructor(items: readonly T[]) {
    for (const item of items) {
      add(this.#byResource, item.DbiResourceId, item);
      add(this.#byName, item.DBInstanceIdentifier, item);
    }
  }

  of({ DbiResourceId, DBInstanceIdentifier }: OfInstance): T[] {
    const namesakes = this.#byName.get(DBInstanceIdentifier ?? '') ?? [];
    return [
      ...(this.#byResource.get(DbiResourceId ?? '') ?? []),
      ...namesakes.filter(item => !item.DbiResourceId || !DbiResourceId),
    ];
  }
}

function add<T>(
  groups: Map<string, T[]>,
  key: string | undefined,
  item: T,
): void {
  if (!key) return;
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

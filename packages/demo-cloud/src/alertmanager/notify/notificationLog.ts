/** What a receiver was last told about a group. */
export interface NotificationEntry {
  groupKey: string;
  /** Fingerprints of the alerts it was told to fire, and to be resolved. */
  firing: string[];
  resolved: string[];
  sentAtMs: number;
}

/**
 * Remembers what was sent, so that nothing is sent twice without need: the notification log of Alertmanager, with the
 * rules of its de-duplication.
 */
export class NotificationLog {
  private readonly entries: Map<string, NotificationEntry>;

  constructor(
    private readonly repeatIntervalMs: number,
    initial: readonly NotificationEntry[] = [],
  ) {
    this.entries = new Map(initial.map(entry => [entry.groupKey, entry]));
  }

  /** Whether the state of a group is news, or old enough to be repeated. */
  needsUpdate(
    groupKey: string,
    firing: readonly string[],
    resolved: readonly string[],
    nowMs: number,
  ): boolean {
    const entry = this.entries.get(groupKey);
    if (!entry) {
      // Nobody needs to hear of the end of what they never heard of.
      return firing.length > 0;
    }
    if (!isSubset(firing, entry.firing)) {
      return true;
    }
    if (firing.length === 0) {
      return entry.firing.length > 0;
    }
    return (
      !isSubset(resolved, entry.resolved) ||
      entry.sentAtMs < nowMs - this.repeatIntervalMs
    );
  }

  /** Notes that a notification was delivered. */
  record(entry: NotificationEntry): void {
    this.entries.set(entry.groupKey, entry);
  }

  /** All entries that can still matter; older ones are forgotten. */
  snapshot(nowMs: number): NotificationEntry[] {
    for (const [key, entry] of this.entries) {
      if (entry.sentAtMs < nowMs - 2 * this.repeatIntervalMs) {
        this.entries.delete(key);
      }
    }
    return [...this.entries.values()];
  }
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  const known = new Set(all);
  return some.every(item => known.has(item));
}

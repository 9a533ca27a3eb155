import {
  EnvironmentTier,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';

/** A change that may have caused an incident. */
export interface Change {
  at: string;
  title: string;
  entityRef: string;
  /** What the environment is for that changed; null when nobody knows. */
  tier: EnvironmentTier | null;
}

/** How far before its beginning an incident's cause is looked for. */
export const SUSPECT_WINDOW_MS = 2 * 60 * 60_000;

/**
 * The changes of the two hours before the beginning, the most likely first:
 * the service's own before those of its dependencies, production before what
 * nobody has mapped and that before the other stages, then the closest in time.
 */
export function rankSuspects(
  changes: readonly Change[],
  incident: { entityRef: string; beganAt: string },
): { at: string; title: string; reason: string }[] {
  const began = Date.parse(incident.beganAt);
  return changes
    .filter(({ at }) => {
      const before = began - Date.parse(at);
      return before >= 0 && before <= SUSPECT_WINDOW_MS;
    })
    .sort(
      (a, b) =>
        Number(a.entityRef !== incident.entityRef) -
          Number(b.entityRef !== incident.entityRef) ||
        tierRank(a.tier) - tierRank(b.tier) ||
        Date.parse(b.at) - Date.parse(a.at),
    )
    .map(change => ({
      at: change.at,
      title: change.title,
      reason: `${humanDuration(began - Date.parse(change.at))} before it began${
        change.entityRef === incident.entityRef
          ? ''
          : `, in ${change.entityRef}`
      }`,
    }));
}

function tierRank(tier: Change['tier']): number {
  if (tier === 'production') return 0;
  return tier === null ? 1 : 2;
}

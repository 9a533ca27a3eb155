import { EnvironmentTier } from '@opsdeck/backstage-plugin-operations-common';

interface Placed {
  environment: { id: string; tier: EnvironmentTier };
}

/** The environments that a check is about: the named one, else every production one. */
export function meantEnvironments<T extends Placed>(
  all: readonly T[],
  wanted: string | undefined,
): T[] {
  return all.filter(({ environment }) =>
    wanted === undefined
      ? environment.tier === 'production'
      : environment.id === wanted,
  );
}

/** Why there is no environment to judge. */
export function noEnvironment(
  all: readonly Placed[],
  wanted: string | undefined,
): string {
  const known = all.map(({ environment }) => environment.id).join(', ');
  return `The Deployments tab knows nothing of ${
    wanted === undefined
      ? 'this service in production'
      : `this service in the environment "${wanted}"`
  }; it knows ${known || 'none'}.`;
}

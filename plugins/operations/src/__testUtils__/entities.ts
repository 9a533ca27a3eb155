import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import { EntitiesApi } from '..';
import { ago } from './fixtures';

export const NOTHING: FleetEntities = {
  proposals: [],
  decisions: [],
  plugins: [],
};

/** One of everything that an administrator can be told. */
export function entitiesToDecide(): FleetEntities {
  const problem = {
    entityRef: 'component:default/cart',
    message: 'Two entities claim component:default/basket',
  };
  return {
    proposals: [
      {
        from: 'component:default/shop',
        to: 'component:default/checkout',
        evidence: 'It has the same value of argocd/app-name',
        since: ago(20),
        plugins: ['backups', 'incidents'],
      },
    ],
    decisions: [
      {
        from: 'component:default/old',
        to: 'component:default/new',
        decision: 'accepted',
        by: 'user:default/sam',
        at: ago(5),
        pending: ['runbooks'],
      },
      {
        from: 'component:default/past',
        to: 'component:default/present',
        decision: 'declined',
        by: 'user:default/sam',
        at: ago(500),
        pending: [],
      },
    ],
    plugins: [
      { pluginId: 'backups', problem: null, problems: [problem], halt: null },
      {
        pluginId: 'incidents',
        problem: null,
        problems: [problem],
        halt: { since: ago(30), missing: 12, total: 40 },
      },
      {
        pluginId: 'slos',
        problem: 'It could not be reached.',
        problems: [],
        halt: null,
      },
    ],
  };
}

/** A backend that knows of nothing to decide, unless told. */
export function entitiesApi(
  overrides: Partial<EntitiesApi> = {},
): jest.Mocked<EntitiesApi> {
  return {
    get: jest.fn(overrides.get ?? (async () => NOTHING)),
    decide: jest.fn(overrides.decide ?? (async () => {})),
    confirm: jest.fn(overrides.confirm ?? (async () => {})),
  };
}

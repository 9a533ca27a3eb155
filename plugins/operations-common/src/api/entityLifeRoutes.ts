import { z } from 'zod/v4';
import { defineContract, defineRoutes } from '../contract';
import {
  entityLifeSchema,
  renameDecisionSchema,
  renameProposalSchema,
} from '../entityLife';
import { entitiesManagePermission } from '../permission';
import { Capability, capabilitySchema } from '../status';
import {
  entityDecisionSchema,
  fleetEntitiesSchema,
  fleetProposalSchema,
} from './entities';

const read = {
  method: 'get',
  permissions: [entitiesManagePermission],
  status: 200,
} as const;

const write = {
  method: 'post',
  status: 202,
  /** False when there was nothing to do. */
  answer: z.object({ accepted: z.boolean() }),
} as const;

const decide = {
  ...write,
  summary: 'Accepts or declines a proposed rename',
  audit: 'entity-rename-decide',
} as const;

const confirm = {
  ...write,
  summary: 'Confirms that the entities that are missing have really left',
  audit: 'entity-loss-confirm',
} as const;

/** The routes about renamed and vanished entities that every backend serves alike. */
export const entityLifeRoutes = defineRoutes({
  getEntityLife: {
    ...read,
    path: '/entity-life',
    summary: 'Proposed renames, and what cannot be followed',
    callers: ['user', 'service'],
    answer: entityLifeSchema,
  },
  decideRename: {
    ...decide,
    path: '/entity-life/decisions',
    callers: ['service'],
    permissions: [],
    body: renameDecisionSchema,
  },
  confirmLoss: {
    ...confirm,
    path: '/entity-life/confirm',
    callers: ['service'],
    permissions: [],
  },
});

/** The same as the contract of one tab. */
export function entityLifeContract(pluginId: Capability) {
  return defineContract({
    pluginId,
    title: 'Entity life',
    description:
      'Renamed and vanished entities. Decisions come from the operations backend alone, which has asked for the permission.',
    routes: entityLifeRoutes,
    schemas: {
      EntityLife: entityLifeSchema,
      RenameProposal: renameProposalSchema,
    },
  });
}

const manage = {
  callers: ['user'],
  permissions: [entitiesManagePermission],
} as const;

/** What administrators see and decide of renamed and vanished entities, over all backends. */
export const entitiesContract = defineContract({
  pluginId: 'operations',
  title: 'Entities',
  description: 'Renamed and vanished entities, over all tabs.',
  routes: {
    getEntities: {
      ...read,
      ...manage,
      path: '/entities/life',
      summary: 'Proposed renames and decisions over all tabs',
      answer: fleetEntitiesSchema,
    },
    decideRename: {
      ...decide,
      ...manage,
      path: '/entities/life/decisions',
      body: entityDecisionSchema,
      refusals: { 409: 'No backend proposes it, or not any more.' },
    },
    confirmLoss: {
      ...confirm,
      ...manage,
      path: '/entities/life/:pluginId/confirm',
      params: z.object({ pluginId: capabilitySchema }),
      refusals: {
        404: 'The backend of the tab waits for nothing.',
        503: 'The backend of the tab does not answer.',
      },
    },
  },
  schemas: {
    FleetEntities: fleetEntitiesSchema,
    FleetProposal: fleetProposalSchema,
  },
});

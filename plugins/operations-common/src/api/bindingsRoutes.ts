import { Permission } from '@backstage/plugin-permission-common';
import { z } from 'zod/v4';
import { defineContract, defineRoutes, lookUpText } from '../contract';
import { sourcesReadPermission } from '../permission';
import { Capability } from '../status';
import {
  bindingPageSchema,
  bindingSchema,
  entityBindingQuerySchema,
  sourceBindingQuerySchema,
} from './bindings';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  status: 200,
  answer: bindingPageSchema,
} as const;

/** Whoever may see what is bound to an entity is said by the tab's contract. */
export const bindingRoutes = defineRoutes({
  listEntityBindings: {
    ...read,
    path: '/bindings',
    summary: 'What is bound to an entity, and why',
    permissions: [],
    query: entityBindingQuerySchema,
    refusals: { 404: 'The catalog has no such entity for the caller.' },
  },
  listSourceBindings: {
    ...read,
    path: '/sources/:sourceId/bindings',
    summary: 'The records of a source, bound or not',
    permissions: [sourcesReadPermission],
    params: z.object({ sourceId: lookUpText(100) }),
    query: sourceBindingQuerySchema,
  },
});

/**
 * The routes that say what is bound to what, and why.
 *
 * @param permission - who may see what is bound to an entity
 */
export function bindingsContract(pluginId: Capability, permission: Permission) {
  return defineContract({
    pluginId,
    title: 'Bindings',
    description: 'Which entity a record belongs to, and why.',
    routes: {
      ...bindingRoutes,
      listEntityBindings: {
        ...bindingRoutes.listEntityBindings,
        permissions: [permission],
      },
    },
    schemas: {
      RecordBinding: bindingSchema,
      RecordBindingPage: bindingPageSchema,
    },
  });
}

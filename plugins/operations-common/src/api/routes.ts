import { z } from 'zod/v4';
import { defineContract, lookUpText } from '../contract';
import {
  operationsReadPermission,
  sourcesReadPermission,
  sourcesRunPermission,
} from '../permission';
import { capabilitySchema } from '../status';
import {
  boardChipSchema,
  boardPageSchema,
  boardQuerySchema,
  boardRowSchema,
  fleetSourcesSchema,
  statusListSchema,
} from './board';
import { acceptedSchema, sourceSchemas } from './sourcesRoutes';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [operationsReadPermission],
  status: 200,
} as const;

/** The HTTP contract of the Operations area. */
export const operationsContract = defineContract({
  pluginId: 'operations',
  title: 'Operations',
  description: 'The fleet at a glance, and the health of the data behind it.',
  routes: {
    getBoard: {
      ...read,
      path: '/board',
      summary: 'One page of the fleet table, worst first',
      query: boardQuerySchema,
      answer: boardPageSchema,
    },
    getEntityBoard: {
      ...read,
      path: '/board/entity',
      summary: 'What each tab says about one entity',
      query: z.object({ entityRef: lookUpText(255) }),
      answer: boardRowSchema,
      refusals: { 404: 'The catalog has no such entity for the caller.' },
    },
    getSources: {
      ...read,
      path: '/sources',
      summary: 'The state of every data source of every tab',
      permissions: [sourcesReadPermission],
      answer: fleetSourcesSchema,
    },
    runSourceNow: {
      method: 'post',
      path: '/sources/:pluginId/:sourceId/run',
      summary: 'Makes one scope of a source due at once',
      callers: ['user'],
      permissions: [sourcesRunPermission],
      params: z.object({
        pluginId: capabilitySchema,
        sourceId: lookUpText(100),
      }),
      body: z.object({ scopeId: lookUpText(255) }),
      status: 202,
      answer: acceptedSchema,
      refusals: {
        404: 'There is no such source or scope.',
        409: 'It was read a moment ago, or waits.',
        503: 'The backend of the tab does not answer.',
      },
      audit: 'source-run',
    },
    reportStatuses: {
      method: 'post',
      path: '/statuses',
      summary: 'Takes the statuses of a tab from its own backend',
      callers: ['service'],
      permissions: [],
      body: statusListSchema,
      bodyLimit: 2 * 1024 * 1024,
      status: 202,
      answer: z.object({ accepted: z.number().int().nonnegative() }),
    },
  },
  schemas: {
    ...sourceSchemas,
    BoardChip: boardChipSchema,
    BoardPage: boardPageSchema,
    BoardRow: boardRowSchema,
    FleetSources: fleetSourcesSchema,
  },
});

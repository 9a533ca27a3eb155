import { z } from 'zod/v4';
import { ApiContract, defineContract, lookUpText } from '../contract';
import { sourcesReadPermission, sourcesRunPermission } from '../permission';
import { Capability, entityStatusSchema } from '../status';
import {
  deadLetterSchema,
  sourceListSchema,
  sourceRunSchema,
  sourceScopeStateSchema,
  sourceStateSchema,
} from './sources';
import { statusListSchema } from './board';

/** That something will be done. */
export const acceptedSchema = z.object({ accepted: z.literal(true) });

/** The state of sources, by the names that documents give it. */
export const sourceSchemas = {
  SourceRun: sourceRunSchema,
  SourceScopeState: sourceScopeStateSchema,
  SourceState: sourceStateSchema,
};

const params = z.object({ sourceId: lookUpText(100) });
const noSource = { 404: 'There is no such source or scope.' };

/** The routes about sources and statuses that every collecting backend serves alike. */
export function sourcesContract(pluginId: Capability): ApiContract {
  return defineContract({
    pluginId,
    title: 'Data sources',
    description: 'Where the data of the tab comes from, and how old it is.',
    routes: {
      listSources: {
        method: 'get',
        path: '/sources',
        summary: 'Each source of the tab with the state of its scopes',
        callers: ['user', 'service'],
        permissions: [sourcesReadPermission],
        status: 200,
        answer: sourceListSchema,
      },
      listDeadLetters: {
        method: 'get',
        path: '/sources/:sourceId/dead-letters',
        summary: 'Records that could not be processed, with the reason',
        callers: ['user', 'service'],
        permissions: [sourcesReadPermission],
        params,
        status: 200,
        answer: z.object({ deadLetters: z.array(deadLetterSchema) }),
        refusals: noSource,
      },
      runSource: {
        method: 'post',
        path: '/sources/:sourceId/run',
        summary: 'Makes one scope of a source due at once',
        callers: ['user', 'service'],
        permissions: [sourcesRunPermission],
        params,
        body: z.object({ scopeId: lookUpText(255) }),
        status: 202,
        answer: acceptedSchema,
        refusals: noSource,
        audit: 'source-run',
      },
      listStatuses: {
        method: 'get',
        path: '/statuses',
        summary: 'The status of each entity, for the fleet board',
        callers: ['service'],
        permissions: [],
        query: z.object({
          after: z.string().max(255).optional(),
          limit: z.coerce.number<number>().int().min(1).max(1000).default(1000),
        }),
        status: 200,
        answer: statusListSchema,
      },
    },
    schemas: {
      ...sourceSchemas,
      DeadLetter: deadLetterSchema,
      EntityStatus: entityStatusSchema,
    },
  });
}

import { z } from 'zod/v4';
import {
  defineContract,
  defineRoutes,
  inputText,
  lookUpText,
} from '../contract';
import { sourcesReadPermission, sourcesRunPermission } from '../permission';
import { Capability, entityStatusSchema } from '../status';
import { statusListSchema } from './board';
import {
  deadLetterPageSchema,
  deadLetterSchema,
  deadLetterSummarySchema,
  deadLettersQuerySchema,
  replayReportSchema,
  replayRequestSchema,
  replayResultSchema,
  runPageSchema,
  runsQuerySchema,
  sourceListSchema,
  sourcePoliciesSchema,
  sourceRunSchema,
  sourceScopeStateSchema,
  sourceStateSchema,
} from './sources';

/** That something will be done. */
export const acceptedSchema = z.object({ accepted: z.literal(true) });

/** The state of sources, by the names that documents give it. */
export const sourceSchemas = {
  SourceRun: sourceRunSchema,
  SourceScopeState: sourceScopeStateSchema,
  SourceState: sourceStateSchema,
};

const params = z.object({ sourceId: lookUpText(100) });
const letterParams = params.extend({ letterId: lookUpText(100) });
const noSource = { 404: 'There is no such source or scope.' };
const noLetter = { 404: 'There is no such source or dead letter.' };

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [sourcesReadPermission],
  params,
  status: 200,
  refusals: noSource,
} as const;

const write = {
  method: 'post',
  callers: ['user', 'service'],
  permissions: [sourcesRunPermission],
  params,
  status: 200,
  refusals: noSource,
} as const;

/** The routes about sources and statuses that every collecting backend serves alike. */
export const sourcesRoutes = defineRoutes({
  listSources: {
    method: 'get',
    path: '/sources',
    summary: 'Each source of the tab with the state of its scopes',
    callers: ['user', 'service'],
    permissions: [sourcesReadPermission],
    status: 200,
    answer: sourceListSchema,
  },
  getPolicies: {
    ...read,
    path: '/sources/:sourceId/policy',
    summary: 'The least privilege that the source needs',
    answer: sourcePoliciesSchema,
  },
  listSourceRuns: {
    ...read,
    path: '/sources/:sourceId/runs',
    summary: 'Readings of one scope, newest first',
    query: runsQuerySchema,
    answer: runPageSchema,
  },
  listDeadLetters: {
    ...read,
    path: '/sources/:sourceId/dead-letters',
    summary: 'Records that could not be processed, with the reason',
    query: deadLettersQuerySchema,
    answer: deadLetterPageSchema,
  },
  getDeadLetter: {
    ...read,
    path: '/sources/:sourceId/dead-letters/:letterId',
    summary: 'One record that could not be processed, in full',
    params: letterParams,
    answer: deadLetterSchema,
    refusals: noLetter,
  },
  replayDeadLetters: {
    ...write,
    path: '/sources/:sourceId/dead-letters/replay',
    summary: 'Processes the waiting records of a source again',
    body: replayRequestSchema,
    answer: replayReportSchema,
    audit: 'dead-letters-replay',
    auditAnswer: true,
  },
  replayDeadLetter: {
    ...write,
    path: '/sources/:sourceId/dead-letters/:letterId/replay',
    summary: 'Processes one record again',
    params: letterParams,
    answer: replayResultSchema,
    refusals: noLetter,
    audit: 'dead-letter-replay',
    auditAnswer: true,
  },
  runSource: {
    ...write,
    path: '/sources/:sourceId/run',
    summary: 'Makes one scope of a source due at once',
    body: z.object({ scopeId: lookUpText(255) }),
    status: 202,
    answer: acceptedSchema,
    refusals: { ...noSource, 409: 'It was read a moment ago, or waits.' },
    audit: 'source-run',
  },
  listStatuses: {
    method: 'get',
    path: '/statuses',
    summary: 'The status of each entity, for the fleet board',
    callers: ['service'],
    permissions: [],
    query: z.object({
      after: inputText(255).optional(),
      limit: z.coerce.number<number>().int().min(1).max(1000).default(1000),
    }),
    status: 200,
    answer: statusListSchema,
  },
});

/** The same as the contract of one tab. */
export function sourcesContract(pluginId: Capability) {
  return defineContract({
    pluginId,
    title: 'Data sources',
    description: 'Where the data of the tab comes from, and how old it is.',
    routes: sourcesRoutes,
    schemas: {
      ...sourceSchemas,
      DeadLetter: deadLetterSchema,
      DeadLetterPage: deadLetterPageSchema,
      DeadLetterSummary: deadLetterSummarySchema,
      EntityStatus: entityStatusSchema,
      ReplayReport: replayReportSchema,
      ReplayResult: replayResultSchema,
      SourcePolicies: sourcePoliciesSchema,
      SourceRunPage: runPageSchema,
    },
  });
}

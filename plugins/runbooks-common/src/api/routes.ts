import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
  entityParamsAnd,
  lookUpText,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { runbooksReadPermission, runbooksRunPermission } from '../permission';
import { checkResultSchema, observationSchema } from './check';
import {
  checklistDefinitionSchema,
  checklistDetailsSchema,
  documentPlaceSchema,
  runbookStepSchema,
} from './definition';
import {
  occurrencePageSchema,
  occurrenceQuerySchema,
  occurrenceSchema,
} from './occurrence';
import {
  checklistSummarySchema,
  runbookDocumentSchema,
  runbooksOverviewSchema,
} from './overview';
import { proofExportQuerySchema, proofQuerySchema, proofSchema } from './proof';
import {
  abandonRunSchema,
  confirmStepSchema,
  correctRunSchema,
  handOverSchema,
  rejectStepSchema,
  runEventSchema,
  runPageSchema,
  runPathSchema,
  runQuerySchema,
  runSchema,
  runStepPathSchema,
  runStepSchema,
  runSummarySchema,
  setStepSchema,
  startRunSchema,
} from './run';
import {
  addEvidenceSchema,
  addFileQuerySchema,
  filePathSchema,
  stepEvidenceSchema,
} from './stepEvidence';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [runbooksReadPermission],
  status: 200,
} as const;

const RUN = '/runs/:runId';
const noEntity = { 404: 'The catalog has no such entity for the caller.' };
const noRun = { 404: 'There is no such run for the caller.' };
const change = {
  method: 'post',
  callers: ['user'],
  permissions: [runbooksRunPermission],
  params: runPathSchema,
  status: 200,
  answer: runSchema,
  refusals: { ...noRun, 409: 'The run has ended.' },
} as const;

const stepChange = {
  ...change,
  params: runStepPathSchema,
  refusals: {
    404: 'There is no such run for the caller, or it has no such step.',
    409: 'Somebody has changed the step meanwhile (`current` says how it stands), or the run has ended.',
  },
} as const;

/** The HTTP contract of the Runbooks tab. */
export const runbooksContract = defineContract({
  pluginId: 'runbooks',
  title: 'Runbooks',
  description: 'Which checklists are due, who did them, and what is the proof.',
  routes: {
    getOverview: {
      ...read,
      path: ENTITY_ROUTE,
      summary: 'Every checklist of an entity, worst first',
      params: entityParams,
      answer: runbooksOverviewSchema,
      refusals: noEntity,
    },
    getChecklist: {
      ...read,
      path: `${ENTITY_ROUTE}/checklists/:checklistId`,
      summary: 'One checklist with its steps',
      params: entityParamsAnd('checklistId', lookUpText(255)),
      answer: checklistDetailsSchema,
      refusals: {
        404: 'There is no such entity, or it has no such checklist.',
      },
    },
    listOccurrences: {
      ...read,
      path: `${ENTITY_ROUTE}/occurrences`,
      summary: 'The times that its checklists come round, past and to come',
      params: entityParams,
      query: occurrenceQuerySchema,
      answer: occurrencePageSchema,
      refusals: noEntity,
    },
    listRuns: {
      ...read,
      path: `${ENTITY_ROUTE}/runs`,
      summary: 'Runs that have ended, newest first',
      params: entityParams,
      query: runQuerySchema,
      answer: runPageSchema,
      refusals: noEntity,
    },
    getProof: {
      ...read,
      path: '/proof',
      summary:
        'What was done on its cadence over a period, with the gaps, and the runs',
      query: proofQuerySchema,
      answer: proofSchema,
      refusals: noEntity,
    },
    startRun: {
      ...change,
      path: `${ENTITY_ROUTE}/runs`,
      summary: 'Starts a run of a checklist',
      params: entityParams,
      body: startRunSchema,
      status: 201,
      refusals: {
        404: 'There is no such entity, or it has no such checklist.',
        409: 'Another run has the occurrence, or it is on record as missed.',
      },
      audit: 'run-start',
    },
    getRun: {
      ...read,
      path: RUN,
      summary: 'One run with its steps and its record',
      params: runPathSchema,
      answer: runSchema,
      refusals: noRun,
    },
    setStep: {
      ...stepChange,
      path: `${RUN}/steps/:stepId`,
      summary: 'Sets the state of a step',
      body: setStepSchema,
      audit: 'run-step',
    },
    addEvidence: {
      ...stepChange,
      path: `${RUN}/steps/:stepId/evidence`,
      summary: 'Attaches a link, a text or JSON to a step',
      body: addEvidenceSchema,
      status: 201,
      audit: 'run-evidence',
    },
    confirmStep: {
      ...stepChange,
      path: `${RUN}/steps/:stepId/confirm`,
      summary: 'Confirms a four-eyes step as the second person',
      body: confirmStepSchema,
      audit: 'run-step-confirm',
    },
    rejectStep: {
      ...stepChange,
      path: `${RUN}/steps/:stepId/reject`,
      summary: 'Opens a four-eyes step again as the second person',
      body: rejectStepSchema,
      audit: 'run-step-reject',
    },
    handOver: {
      ...change,
      path: `${RUN}/hand-over`,
      summary: 'Hands a run to another person or group',
      body: handOverSchema,
      refusals: {
        ...noRun,
        409: 'Somebody has handed it over meanwhile, or the run has ended.',
      },
      audit: 'run-hand-over',
    },
    correctRun: {
      ...change,
      path: `${RUN}/corrections`,
      summary: 'Begins a run that corrects one that has ended',
      body: correctRunSchema,
      status: 201,
      refusals: {
        ...noRun,
        409: 'The run has not ended, or is corrected already.',
      },
      audit: 'run-correct',
    },
    finishRun: {
      ...change,
      path: `${RUN}/finish`,
      summary: 'Finishes a run whose steps are closed',
      body: z.object({}),
      audit: 'run-finish',
    },
    abandonRun: {
      ...change,
      path: `${RUN}/abandon`,
      summary: 'Abandons a run, with the reason',
      body: abandonRunSchema,
      audit: 'run-abandon',
    },
  },
  schemas: {
    CheckResult: checkResultSchema,
    ChecklistDefinition: checklistDefinitionSchema,
    ChecklistDetails: checklistDetailsSchema,
    ChecklistOccurrence: occurrenceSchema,
    ChecklistSummary: checklistSummarySchema,
    Proof: proofSchema,
    DocumentPlace: documentPlaceSchema,
    Observation: observationSchema,
    OccurrencePage: occurrencePageSchema,
    Run: runSchema,
    RunEvent: runEventSchema,
    RunPage: runPageSchema,
    RunStep: runStepSchema,
    RunSummary: runSummarySchema,
    StepEvidence: stepEvidenceSchema,
    RunbookDocument: runbookDocumentSchema,
    RunbookStep: runbookStepSchema,
    RunbooksOverview: runbooksOverviewSchema,
  },
});

/** Exports of evidence: files of lines, which their router sends piece by piece. */
export const evidenceContract = defineContract({
  pluginId: 'runbooks',
  title: 'Evidence',
  description: 'What happened, sealed so that a change shows.',
  routes: {
    exportRun: {
      ...read,
      path: `${RUN}/evidence`,
      summary: 'The record of a run as a file of JSON Lines',
      params: runPathSchema,
      answer: z.string(),
      mediaType: 'application/jsonl',
      refusals: noRun,
      audit: 'run-export',
    },
    exportProof: {
      ...read,
      path: '/proof/evidence',
      summary: 'The record of the runs of a period, as JSON Lines or CSV',
      query: proofExportQuerySchema,
      answer: z.string(),
      mediaType: 'application/jsonl',
      refusals: {
        404: 'There is no such entity, or no run was started in the period.',
      },
      audit: 'proof-export',
    },
    addFile: {
      ...stepChange,
      path: `${RUN}/steps/:stepId/files`,
      summary:
        'Attaches a file, the body as application/octet-stream, to a step',
      query: addFileQuerySchema,
      status: 201,
      audit: 'run-evidence',
    },
    getFile: {
      ...read,
      path: `${RUN}/files/:evidenceId`,
      summary: 'A file that was attached to a step',
      params: filePathSchema,
      answer: z.string(),
      mediaType: 'application/octet-stream',
      refusals: {
        404: 'There is no such run for the caller, or no such file.',
      },
      audit: 'run-file',
    },
  },
  schemas: {},
});

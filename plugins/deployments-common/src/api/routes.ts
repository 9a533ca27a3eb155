import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
  entityParamsAnd,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { deploymentsReadPermission } from '../permission';
import { artifactSchema } from './artifact';
import {
  changesQuerySchema,
  deploymentChangesSchema,
  deploymentDetailSchema,
  deploymentPageSchema,
  deploymentQuerySchema,
  deploymentReportSchema,
  deploymentSchema,
  deploymentsOverviewSchema,
  driftSchema,
  environmentCellSchema,
  workloadSchema,
} from './contract';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [deploymentsReadPermission],
  params: entityParams,
  status: 200,
  refusals: { 404: 'The catalog has no such entity for the caller.' },
} as const;

/** The HTTP contract of the Deployments tab. */
export const deploymentsContract = defineContract({
  pluginId: 'deployments',
  title: 'Deployments',
  description: 'What runs where, since when, and how it got there.',
  routes: {
    getOverview: {
      ...read,
      path: ENTITY_ROUTE,
      summary: 'What runs in each environment of an entity',
      answer: deploymentsOverviewSchema,
    },
    listDeployments: {
      ...read,
      path: `${ENTITY_ROUTE}/deployments`,
      summary: 'Deployments of an entity, newest first',
      query: deploymentQuerySchema,
      answer: deploymentPageSchema,
    },
    // Before the route of one deployment, whose id it could be.
    listChanges: {
      ...read,
      path: `${ENTITY_ROUTE}/deployments/changes`,
      summary: 'What was deployed between two instants',
      query: changesQuerySchema,
      answer: deploymentChangesSchema,
    },
    getDeployment: {
      ...read,
      path: `${ENTITY_ROUTE}/deployments/:id`,
      summary: 'One deployment, with what each source says about it',
      params: entityParamsAnd('id', z.uuid('must be the id of a deployment')),
      answer: deploymentDetailSchema,
      refusals: {
        404: 'There is no such entity, or it has no such deployment.',
      },
    },
  },
  schemas: {
    Artifact: artifactSchema,
    Deployment: deploymentSchema,
    DeploymentChanges: deploymentChangesSchema,
    DeploymentDetail: deploymentDetailSchema,
    DeploymentPage: deploymentPageSchema,
    DeploymentReport: deploymentReportSchema,
    DeploymentsOverview: deploymentsOverviewSchema,
    Drift: driftSchema,
    EnvironmentCell: environmentCellSchema,
    Workload: workloadSchema,
  },
});

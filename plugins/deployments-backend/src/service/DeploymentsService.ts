import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DeploymentChanges,
  DeploymentDetail,
  DeploymentPage,
  DeploymentsOverview,
  changesQuerySchema,
  deploymentQuerySchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import { z } from 'zod/v4';

/** What a request is about and on whose behalf it is made. */
export interface EntityRequest {
  entityRef: string;
  credentials: BackstageCredentials;
}

/** Which of an entity's deployments, and which page of them. */
export type DeploymentListRequest = z.output<typeof deploymentQuerySchema>;

/** Between which instants. */
export type ChangesRequest = z.output<typeof changesQuerySchema>;

/** The questions that the Deployments API answers about what `TSubject` names. */
interface Questions<TSubject> {
  getOverview(subject: TSubject): Promise<DeploymentsOverview>;
  /** @throws InputError when the cursor is not ours. */
  listDeployments(
    subject: TSubject,
    request: DeploymentListRequest,
  ): Promise<DeploymentPage>;
  /** @throws NotFoundError when the entity has no deployment of that id. */
  getDeployment(subject: TSubject, id: string): Promise<DeploymentDetail>;
  listChanges(
    subject: TSubject,
    request: ChangesRequest,
  ): Promise<DeploymentChanges>;
}

/** The questions that the Deployments API answers. */
export type DeploymentsService = Questions<EntityRequest>;

/** The same questions about the ref of an entity that the caller is known to be allowed to read. */
export type EntityDeploymentsService = Questions<string>;

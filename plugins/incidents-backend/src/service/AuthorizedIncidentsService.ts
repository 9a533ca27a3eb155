import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  incidentsReadPermission,
  incidentsWritePermission,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  EntityAuthorizer,
  EntityPermission,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  EntityRequest,
  IncidentRequest,
  IncidentsService,
  TrustedIncidentsService,
} from './IncidentsService';

/** Decides who may ask and who may write; the only place in this backend that knows permissions. */
export class AuthorizedIncidentsService implements IncidentsService {
  readonly #service: TrustedIncidentsService;
  readonly #authorizer: EntityAuthorizer;
  readonly #auth: AuthService;

  constructor(options: {
    service: TrustedIncidentsService;
    authorizer: EntityAuthorizer;
    auth: AuthService;
  }) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
    this.#auth = options.auth;
  }

  async getOverview(request: EntityRequest) {
    return this.#service.getOverview(
      await this.#require(request, incidentsReadPermission),
    );
  }

  async listBetween(request: EntityRequest, range: { from: Date; to: Date }) {
    const entity = await this.#require(request, incidentsReadPermission);
    return this.#service.listBetween(stringifyEntityRef(entity), range);
  }

  async getIncident(request: IncidentRequest) {
    await this.#requireOnIncident(request, incidentsReadPermission);
    return this.#service.getIncident(request.incidentId, request.credentials);
  }

  async declare(request: EntityRequest, input: DeclareIncident) {
    const actor = this.#actor(request.credentials);
    const entity = await this.#require(request, incidentsWritePermission);
    return this.#service.declare(stringifyEntityRef(entity), actor, input);
  }

  async changeState(request: IncidentRequest, input: ChangeState) {
    const { incidentId, actor } = await this.#writer(request);
    return this.#service.changeState(incidentId, actor, input);
  }

  async changeSeverity(request: IncidentRequest, input: ChangeSeverity) {
    const { incidentId, actor } = await this.#writer(request);
    return this.#service.changeSeverity(incidentId, actor, input);
  }

  async addNote(request: IncidentRequest, input: AddNote) {
    const { incidentId, actor } = await this.#writer(request);
    return this.#service.addNote(incidentId, actor, input);
  }

  async #writer(request: IncidentRequest) {
    const actor = this.#actor(request.credentials);
    await this.#requireOnIncident(request, incidentsWritePermission);
    return { incidentId: request.incidentId, actor };
  }

  #require(
    { credentials, entityRef }: EntityRequest,
    permission: EntityPermission,
  ) {
    return this.#authorizer.require(credentials, permission, entityRef);
  }

  /** An incident of a hidden entity does not exist for the caller, its entity's name neither. */
  async #requireOnIncident(
    request: IncidentRequest,
    permission: EntityPermission,
  ) {
    const { incidentId } = request;
    const entityRef = await this.#service.entityOf(incidentId);
    if (!entityRef) throw noIncident(incidentId);
    try {
      await this.#require({ ...request, entityRef }, permission);
    } catch (error) {
      throw error instanceof NotFoundError ? noIncident(incidentId) : error;
    }
  }

  #actor(credentials: BackstageCredentials): string {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Incidents are changed by people: sign in as a user',
      );
    }
    return credentials.principal.userEntityRef;
  }
}

function noIncident(id: string): NotFoundError {
  return new NotFoundError(`No incident ${id}`);
}

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
    const entity = await this.#require(request, incidentsWritePermission);
    return this.#service.declare(
      stringifyEntityRef(entity),
      this.#actor(request.credentials),
      input,
    );
  }

  async changeState(request: IncidentRequest, input: ChangeState) {
    await this.#requireOnIncident(request, incidentsWritePermission);
    return this.#service.changeState(
      request.incidentId,
      this.#actor(request.credentials),
      input,
    );
  }

  async changeSeverity(request: IncidentRequest, input: ChangeSeverity) {
    await this.#requireOnIncident(request, incidentsWritePermission);
    return this.#service.changeSeverity(
      request.incidentId,
      this.#actor(request.credentials),
      input,
    );
  }

  async addNote(request: IncidentRequest, input: AddNote) {
    await this.#requireOnIncident(request, incidentsWritePermission);
    return this.#service.addNote(
      request.incidentId,
      this.#actor(request.credentials),
      input,
    );
  }

  #require(
    { credentials, entityRef }: EntityRequest,
    permission: EntityPermission,
  ) {
    return this.#authorizer.require(credentials, permission, entityRef);
  }

  async #requireOnIncident(
    request: IncidentRequest,
    permission: EntityPermission,
  ) {
    const entityRef = await this.#service.entityOf(request.incidentId);
    if (!entityRef)
      throw new NotFoundError(`No incident ${request.incidentId}`);
    await this.#require({ ...request, entityRef }, permission);
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

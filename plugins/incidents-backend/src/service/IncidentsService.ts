import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  Incident,
  IncidentDetail,
  IncidentsOverview,
} from '@opsdeck/backstage-plugin-incidents-common';

export interface EntityRequest {
  entityRef: string;
  credentials: BackstageCredentials;
}

export interface IncidentRequest {
  incidentId: string;
  credentials: BackstageCredentials;
}

/** The questions that the Incidents API answers and the writes that it takes. */
export interface IncidentsService {
  getOverview(request: EntityRequest): Promise<IncidentsOverview>;
  listBetween(
    request: EntityRequest,
    range: { from: Date; to: Date },
  ): Promise<Incident[]>;
  getIncident(request: IncidentRequest): Promise<IncidentDetail>;
  declare(request: EntityRequest, input: DeclareIncident): Promise<Incident>;
  changeState(request: IncidentRequest, input: ChangeState): Promise<Incident>;
  changeSeverity(
    request: IncidentRequest,
    input: ChangeSeverity,
  ): Promise<Incident>;
  addNote(request: IncidentRequest, input: AddNote): Promise<Incident>;
}

/** The same for callers who are known to be allowed; `actor` is their user entity ref. */
export interface TrustedIncidentsService {
  /** The entity that an incident is about; undefined when there is no such incident. */
  entityOf(incidentId: string): Promise<string | undefined>;
  getOverview(entity: Entity): Promise<IncidentsOverview>;
  listBetween(
    entityRef: string,
    range: { from: Date; to: Date },
  ): Promise<Incident[]>;
  /** @param credentials - of the caller, for what other tabs know */
  getIncident(
    incidentId: string,
    credentials: BackstageCredentials,
  ): Promise<IncidentDetail>;
  declare(
    entityRef: string,
    actor: string,
    input: DeclareIncident,
  ): Promise<Incident>;
  changeState(
    incidentId: string,
    actor: string,
    input: ChangeState,
  ): Promise<Incident>;
  changeSeverity(
    incidentId: string,
    actor: string,
    input: ChangeSeverity,
  ): Promise<Incident>;
  addNote(incidentId: string, actor: string, input: AddNote): Promise<Incident>;
}

import { InputError, NotFoundError } from '@backstage/errors';
import {
  AddNote,
  ChangeSeverity,
  ChangeState,
  DeclareIncident,
  isOpen,
  nextStates,
  stampsAfter,
} from '@opsdeck/backstage-plugin-incidents-common';
import { StatusStore } from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { IncidentReader } from '../database/IncidentReader';
import {
  IncidentPatch,
  IncidentStore,
  NewEvent,
} from '../database/IncidentStore';
import { StoredIncident } from '../database/incidentRows';

export interface IncidentWriterOptions {
  incidents: IncidentStore;
  reader: IncidentReader;
  statuses: StatusStore;
  clock: () => Date;
}

/** What people do to incidents: every change is an event, a new version, and a status to look at again. */
export class IncidentWriter {
  readonly #options: IncidentWriterOptions;

  constructor(options: IncidentWriterOptions) {
    this.#options = options;
  }

  async declare(
    entityRef: string,
    actor: string,
    input: DeclareIncident,
  ): Promise<StoredIncident> {
    return this.#write((trx, now) =>
      this.#options.incidents.open(
        trx,
        {
          entityRef,
          title: input.title,
          severity: input.severity,
          openedBy: actor,
          openedAt: now,
          text: withNote(`Declared as ${input.severity}`, input.note),
        },
        now,
      ),
    );
  }

  /** @throws InputError when the state cannot be reached from the present one. */
  async changeState(
    incidentId: string,
    actor: string,
    input: ChangeState,
  ): Promise<StoredIncident> {
    const incident = await this.#require(incidentId);
    const allowed = nextStates(incident.state);
    if (
      incident.version === input.expectedVersion &&
      !allowed.includes(input.state)
    ) {
      throw new InputError(
        `${incident.number} is ${incident.state}; from there it can go to ${
          allowed.join(', ') || 'no other state'
        }`,
      );
    }
    return this.#change(incident, input.expectedVersion, {
      patch: now => ({
        state: input.state,
        ...stampsAfter(incident, input.state, actor, now.toISOString()),
      }),
      event: {
        type: 'state-changed',
        actor,
        text: withNote(`${incident.state} → ${input.state}`, input.note),
      },
    });
  }

  /** @throws InputError when the incident is over or has this severity already. */
  async changeSeverity(
    incidentId: string,
    actor: string,
    input: ChangeSeverity,
  ): Promise<StoredIncident> {
    const incident = await this.#require(incidentId);
    if (incident.version === input.expectedVersion) {
      const { number, state, severity } = incident;
      if (!isOpen(state)) {
        throw new InputError(`${number} is ${state}: its severity stays`);
      }
      if (severity === input.severity) {
        throw new InputError(`${number} is ${severity} already`);
      }
    }
    return this.#change(incident, input.expectedVersion, {
      patch: () => ({ severity: input.severity }),
      event: {
        type: 'severity-changed',
        actor,
        text: withNote(
          `${incident.severity} → ${input.severity}`,
          input.reason,
        ),
      },
    });
  }

  async addNote(
    incidentId: string,
    actor: string,
    input: AddNote,
  ): Promise<StoredIncident> {
    const { incidents } = this.#options;
    await this.#require(incidentId);
    await this.#write(async (trx, now) => {
      const event = { at: now, type: 'note' as const, actor, text: input.text };
      await incidents.addEvent(trx, incidentId, event);
    });
    return this.#require(incidentId);
  }

  #change(
    incident: StoredIncident,
    expectedVersion: number,
    change: {
      patch: (now: Date) => IncidentPatch;
      event: Omit<NewEvent, 'at'>;
    },
  ): Promise<StoredIncident> {
    const { incidents } = this.#options;
    return this.#write(async (trx, now) => {
      const patch = change.patch(now);
      const reopens =
        !isOpen(incident.state) && isOpen(patch.state ?? incident.state);
      if (reopens) await incidents.lockOpenings(trx, now);
      const { id } = incident;
      const updated = await incidents.update(trx, id, expectedVersion, patch);
      await incidents.addEvent(trx, id, { ...change.event, at: now });
      return updated;
    });
  }

  async #write<T extends StoredIncident | void>(
    work: (trx: Knex.Transaction, now: Date) => Promise<T>,
  ): Promise<T> {
    const now = this.#options.clock();
    return this.#options.incidents.transaction(async trx => {
      const written = await work(trx, now);
      if (written) {
        const { entityRef } = written;
        await this.#options.statuses.markDue(trx, [entityRef], now);
      }
      return written;
    });
  }

  async #require(incidentId: string): Promise<StoredIncident> {
    const incident = await this.#options.reader.get(incidentId);
    if (!incident) throw new NotFoundError(`No incident ${incidentId}`);
    return incident;
  }
}

function withNote(text: string, note: string | undefined): string {
  return note ? `${text}: ${note}` : text;
}

import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityLifeState,
  RenameDecision,
  claimNames,
  claimTexts,
  claimantsByText,
  knownClaims,
  parseDuration,
  proposeRenames,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { EntityIndex } from '../binding';
import { auditedWork } from './auditedWork';
import { EntityRows, allRefs } from './EntityRows';
import { EntityLifeRow, LifeStore } from './LifeStore';
import { EntityLifeConfig } from './readEntityLifeConfig';
import { RenameMover } from './RenameMover';
import { RenameStore } from './RenameStore';

/** So few that are missing are no sign that the catalog is at fault. */
const MISSING_ALLOWED = 3;
/** Looked for in vain as often as this before anything is deleted: a clock that leaps proves nothing. */
const RUNS_BEFORE_REMOVAL = 3;
/** How long an administrator's confirmation holds. */
const CONFIRMED_FOR = { hours: 1 };

export interface EntityLifeOptions {
  knex: Knex;
  /** Everything in this backend that names entities. */
  rows: readonly EntityRows[];
  loadIndex: () => Promise<EntityIndex>;
  config: EntityLifeConfig;
  auditor: AuditorService;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Lets rows follow their entities: renames move history, and what belongs to an
 * entity that has left the catalog goes after a grace period. What the catalog
 * does not say for certain changes nothing: a catalog that fails, is empty or
 * has lost much at once never leads to a deletion.
 */
export class EntityLife {
  readonly #options: EntityLifeOptions;
  readonly #clock: () => Date;
  readonly #lives: LifeStore;
  readonly #renames: RenameStore;
  readonly #mover: RenameMover;

  constructor(options: EntityLifeOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#lives = new LifeStore(options.knex);
    this.#renames = new RenameStore(options.knex);
    this.#mover = new RenameMover({ ...options, renames: this.#renames });
  }

  /** One round; safe to repeat. */
  async run(signal: AbortSignal): Promise<void> {
    const index = await this.#options.loadIndex();
    if (index.entities.size === 0) {
      this.#options.logger.warn(
        'The catalog has no entities at all; rows of entities are left as they are',
      );
      return;
    }
    const now = this.#clock();
    await this.#mover.run(index, now);
    const refs = await allRefs(this.#options.rows);
    const lives = await this.#lives.all();
    const names = claimNames(index.environments.map(({ id }) => id));
    const claimants = claimantsByText(index.entities, names);
    const next = refs.map(ref =>
      nextLife(ref, lives.get(ref), index, { names, claimants, now }),
    );
    const marked = await this.#mark(next, lives, now);
    if (!marked) return;
    await this.#propose(marked, claimants, now);
    await this.#removeGone(marked, now, signal);
  }

  /** What an administrator should know and decide. */
  async state(): Promise<EntityLifeState> {
    const index = await this.#options.loadIndex();
    const { problems } = await this.#mover.plan(index);
    return {
      proposals: await this.#renames.proposals(),
      problems: [
        ...problems,
        ...index.problems.map(({ entityRef, annotation, message }) => ({
          entityRef,
          message: `${annotation}: ${message}`,
        })),
      ],
      halt: await this.#lives.halted(),
    };
  }

  /** Keeps an administrator's word on a rename; an accepted one is done by the next round. */
  async decide(decision: RenameDecision): Promise<void> {
    await this.#renames.decide(decision, this.#clock());
  }

  /** Takes as many as are missing now for really gone. Answers false when nothing waits for it. */
  async confirm(): Promise<boolean> {
    const until = DateTime.fromJSDate(this.#clock()).plus(CONFIRMED_FOR);
    return this.#lives.confirm(until.toJSDate());
  }

  /** Notes who is there and who is not; undefined when so many are missing that the catalog is doubted. */
  async #mark(
    next: readonly EntityLifeRow[],
    lives: ReadonlyMap<string, EntityLifeRow>,
    now: Date,
  ): Promise<EntityLifeRow[] | undefined> {
    const newlyMissing = next.filter(
      ({ entityRef, missingSince }) =>
        missingSince !== null && !lives.get(entityRef)?.missingSince,
    );
    if (await this.#isDoubtful(newlyMissing.length, next.length, now)) {
      return undefined;
    }
    await this.#lives.save(
      next.filter(life => differs(life, lives.get(life.entityRef))),
    );
    const kept = new Set(next.map(({ entityRef }) => entityRef));
    await this.#lives.forget([...lives.keys()].filter(ref => !kept.has(ref)));
    return next.filter(({ missingSince }) => missingSince !== null);
  }

  async #isDoubtful(
    missing: number,
    total: number,
    now: Date,
  ): Promise<boolean> {
    const { config, logger } = this.#options;
    const allowed = Math.max(
      MISSING_ALLOWED,
      (total * config.maxMissingPercent) / 100,
    );
    if (missing <= allowed || (await this.#lives.isConfirmed(missing, now))) {
      await this.#lives.resume();
      return false;
    }
    await this.#lives.halt(missing, total, now);
    logger.warn(
      `${missing} of ${total} entities with history are missing from the catalog at once; nothing is marked or deleted until an administrator confirms that they have left or the catalog has them again`,
    );
    return true;
  }

  async #propose(
    missing: readonly EntityLifeRow[],
    claimants: ReadonlyMap<string, readonly string[]>,
    now: Date,
  ): Promise<void> {
    const proposals = proposeRenames(missing, claimants);
    await this.#renames.withdraw(
      ({ from, to }) =>
        proposals.some(each => each.from === from && each.to === to),
      now,
    );
    for (const { from, to } of await this.#renames.propose(proposals, now)) {
      this.#options.logger.info(
        `${from} seems to be ${to} now; an administrator decides whether its history moves`,
      );
    }
  }

  async #removeGone(
    missing: readonly EntityLifeRow[],
    now: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const grace = parseDuration(this.#options.config.grace);
    const undecided = new Set(
      (await this.#renames.proposals()).map(({ from }) => from),
    );
    const gone = missing.filter(({ entityRef, missingSince, missingRuns }) => {
      if (missingSince === null || undecided.has(entityRef)) return false;
      const until = DateTime.fromISO(missingSince, { zone: 'utc' }).plus(grace);
      return (
        missingRuns >= RUNS_BEFORE_REMOVAL && until.toMillis() <= now.getTime()
      );
    });
    for (const { entityRef, missingSince } of gone) {
      if (signal.aborted) return;
      await auditedWork(
        this.#options,
        { eventId: 'entity-rows-delete', meta: { entityRef, missingSince } },
        () => this.#remove(entityRef, signal),
      );
    }
  }

  async #remove(entityRef: string, signal: AbortSignal): Promise<void> {
    const { knex, rows } = this.#options;
    for (const each of rows) {
      let removed: number;
      do {
        // What is left when time is up goes in the next round.
        if (signal.aborted) return;
        removed = await knex.transaction(trx => each.remove(trx, entityRef));
      } while (removed > 0);
    }
    await this.#lives.forget([entityRef]);
  }
}

/** What is to be remembered of an entity after this round. */
function nextLife(
  entityRef: string,
  known: EntityLifeRow | undefined,
  index: EntityIndex,
  options: {
    names: ReadonlySet<string>;
    claimants: ReadonlyMap<string, readonly string[]>;
    now: Date;
  },
): EntityLifeRow {
  const { names, claimants, now } = options;
  const entity = index.entities.get(entityRef);
  if (!entity) {
    return {
      entityRef,
      claims: known?.claims ?? [],
      missingSince: known?.missingSince ?? now.toISOString(),
      missingRuns: (known?.missingRuns ?? 0) + 1,
    };
  }
  const claims = claimTexts(entity, names);
  return {
    entityRef,
    claims: knownClaims(entityRef, claims, claimants),
    missingSince: null,
    missingRuns: 0,
  };
}

function differs(life: EntityLifeRow, known: EntityLifeRow | undefined) {
  return JSON.stringify(life) !== JSON.stringify(known);
}

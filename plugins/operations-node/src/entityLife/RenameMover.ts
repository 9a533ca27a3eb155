import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Rename,
  RenamePlan,
  formerRefs,
  orderMoves,
  planRenames,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { EntityIndex } from '../binding';
import { auditedWork } from './auditedWork';
import { EntityRows, allRefs } from './EntityRows';
import { ActiveRename, RenameStore } from './RenameStore';

export interface RenameMoverOptions {
  knex: Knex;
  rows: readonly EntityRows[];
  renames: RenameStore;
  auditor: AuditorService;
  logger: LoggerService;
}

/** Moves the rows of renamed entities. */
export class RenameMover {
  readonly #options: RenameMoverOptions;

  constructor(options: RenameMoverOptions) {
    this.#options = options;
  }

  /** What the catalog and decisions say is to be done now, and what keeps the rest from it. */
  async plan(
    index: EntityIndex,
  ): Promise<RenamePlan & { ended: ActiveRename[] }> {
    const said = [...index.entities.values()].map(formerRefs);
    const declared = said.flatMap(({ renames }) => renames);
    const active = await this.#options.renames.active();
    const ended = active.filter(rename => isEnded(rename, declared, index));
    const plan = planRenames({
      declared,
      standing: active.filter(rename => !ended.includes(rename)),
      isPresent: ref => index.entities.has(ref),
    });
    const unreadable = said.flatMap(({ problems }) => problems);
    return { ...plan, ended, problems: [...unreadable, ...plan.problems] };
  }

  async run(index: EntityIndex, now: Date): Promise<void> {
    const { logger, renames, rows } = this.#options;
    const { adopted, ended, moves, problems } = await this.plan(index);
    for (const { entityRef, message } of problems) {
      logger.warn(`${entityRef}: ${message}`);
    }
    await renames.close(
      ended.map(({ id }) => id),
      now,
    );
    await renames.declare(adopted, now);
    const active = await renames.active();
    const refs = new Set(await allRefs(rows));
    for (const steps of orderMoves(moves)) {
      const sources = new Set(steps.map(({ from }) => from));
      const done = active.filter(({ from }) => sources.has(from));
      if (steps.some(({ from }) => refs.has(from))) {
        const meta = {
          moves: done.map(({ from, to, origin, by }) => ({
            from,
            to,
            origin,
            by,
          })),
        };
        await auditedWork(
          this.#options,
          { eventId: 'entity-rename', meta },
          () => this.#move(steps, done, now),
        );
      } else if (done.some(({ moved }) => !moved)) {
        await this.#move([], done, now);
      }
    }
  }

  /** All of it or nothing. */
  async #move(
    steps: readonly Rename[],
    done: readonly ActiveRename[],
    now: Date,
  ): Promise<void> {
    const { knex, renames, rows } = this.#options;
    await knex.transaction(async trx => {
      for (const { from, to } of steps) {
        for (const each of rows) await each.rename(trx, from, to, now);
      }
      const ids = done.map(({ id }) => id);
      await renames.markMoved(trx, ids, now);
    });
  }
}

/** A declaration that was taken back, or an accepted rename whose former ref is in use again. */
function isEnded(
  { from, to, origin }: ActiveRename,
  declared: readonly Rename[],
  index: EntityIndex,
): boolean {
  if (origin === 'proposed') return index.entities.has(from);
  return (
    index.entities.has(to) &&
    !declared.some(each => each.from === from && each.to === to)
  );
}

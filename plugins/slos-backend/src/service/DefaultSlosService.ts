import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  Freshness,
  durationMillis,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  FreshnessLookup,
  FreshnessReader,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  MAX_SERIES_POINTS,
  SeriesQuery,
  SloDefinitionView,
  SloSeries,
  SlosOverview,
  budgetCourse,
  compareObjectives,
  summarizeObjectives,
  utcDayOf,
} from '@opsdeck/backstage-plugin-slos-common';
import { DOCUMENT_SOURCE_ID } from '../collection/SloDocumentSource';
import { StoredObjective } from '../database/definitionRows';
import { SlosDatabase } from '../database/openDatabase';
import { EntitySlosService } from './SlosService';
import {
  KnownObjective,
  evaluationInput,
  neededFrom,
  readThroughOf,
} from './judgeObjective';
import { toSloView, toSummary } from './sloView';

export interface DefaultSlosServiceOptions {
  database: Pick<SlosDatabase, 'definitions' | 'readings' | 'ledger'>;
  freshness: Pick<FreshnessReader, 'lookup'>;
  clock?: () => Date;
}

/** Answers from the database; the sources are never asked here. */
export class DefaultSlosService implements EntitySlosService {
  readonly #options: DefaultSlosServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultSlosServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async getOverview(entity: Entity): Promise<SlosOverview> {
    const { definitions } = this.#options.database;
    const now = this.#clock();
    const entityRef = stringifyEntityRef(entity);
    const [stored, problems, urls, freshness] = await Promise.all([
      definitions.objectives(entityRef),
      definitions.problems(entityRef),
      definitions.documentUrls(entityRef),
      this.#options.freshness.lookup(),
    ]);
    const known = await this.#known(stored, freshness, now);
    const slos = known
      .map(each => toSloView(each, urls, now))
      .sort((a, b) => compareObjectives(toSummary(a), toSummary(b)));
    const errors = problems.filter(
      ({ severity }) => severity === 'error',
    ).length;
    const { verdict, headline } = summarizeObjectives(
      slos.map(toSummary),
      errors,
    );
    const measuring = known.flatMap(each => each.freshness ?? []);
    return {
      entityRef,
      evaluatedAt: now.toISOString(),
      headline,
      verdict,
      slos,
      problems,
      sources: distinct([
        ...freshness
          .all()
          .filter(({ sourceId }) => sourceId === DOCUMENT_SOURCE_ID),
        ...measuring,
      ]),
    };
  }

  async getSeries(
    entity: Entity,
    id: string,
    query: SeriesQuery,
  ): Promise<SloSeries> {
    const now = this.#clock();
    const stored = await this.#objective(entity, id);
    const freshness = await this.#options.freshness.lookup();
    const [known] = await this.#known([stored], freshness, now);
    const input = evaluationInput(known, now);
    const course = budgetCourse(input, {
      maxPoints: MAX_SERIES_POINTS,
      ...(query.window
        ? {
            from: new Date(
              input.readThrough.getTime() - durationMillis(query.window),
            ),
          }
        : {}),
    });
    return {
      id,
      from: (course?.from ?? now).toISOString(),
      to: (course?.to ?? now).toISOString(),
      stepSeconds: course?.stepSeconds ?? input.series.sliceSeconds,
      points: (course?.points ?? []).map(point => ({
        at: point.at.toISOString(),
        sli: point.sli ?? null,
        remaining: point.remaining ?? null,
        bad: point.bad,
        total: point.total,
      })),
    };
  }

  async getDefinition(entity: Entity, id: string): Promise<SloDefinitionView> {
    const { definitions } = this.#options.database;
    const { slo } = await this.#objective(entity, id);
    const documents = await definitions.documents(stringifyEntityRef(entity));
    const document = documents.find(({ path }) => path === slo.source.file);
    if (!document) {
      throw new NotFoundError(`The file ${slo.source.file} is not kept`);
    }
    return {
      id,
      place: { ...slo.source, url: document.url },
      text: document.text,
    };
  }

  async #objective(entity: Entity, id: string): Promise<StoredObjective> {
    const entityRef = stringifyEntityRef(entity);
    const objectives = await this.#options.database.definitions.objectives(
      entityRef,
    );
    const stored = objectives.find(objective => objective.id === id);
    if (!stored) {
      throw new NotFoundError(`${entityRef} has no objective "${id}"`);
    }
    return stored;
  }

  /** Everything that is known of the figures of some objectives, in two queries. */
  async #known(
    objectives: readonly StoredObjective[],
    freshness: FreshnessLookup,
    now: Date,
  ): Promise<KnownObjective[]> {
    const { readings, ledger } = this.#options.database;
    const keys = objectives.flatMap(({ ledger: own }) => own?.key ?? []);
    const readingOf = await readings.get(keys);
    const from = objectives.map(objective =>
      neededFrom(
        objective,
        readThroughOf(readingOf.get(objective.ledger?.key ?? ''), now),
      ).getTime(),
    );
    const days =
      keys.length > 0
        ? await ledger.read(keys, {
            firstDay: utcDayOf(Math.min(...from)),
            lastDay: utcDayOf(now.getTime()),
          })
        : new Map();
    return objectives.map(stored => {
      const own = stored.ledger;
      return {
        stored,
        reading: readingOf.get(own?.key ?? ''),
        days: days.get(own?.key ?? '')?.days ?? new Map(),
        freshness: (own && freshness.get(own.sourceId, own.scopeId)) ?? null,
      };
    });
  }
}

function distinct(all: readonly Freshness[]): Freshness[] {
  return [...new Set(all)];
}

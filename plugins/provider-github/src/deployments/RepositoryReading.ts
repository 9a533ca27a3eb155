import {
  DeploymentAttempt,
  DeploymentStatus,
  isFinished,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ReadContext,
  RejectedRecord,
  SourceError,
  SourcePage,
} from '@opsdeck/backstage-plugin-operations-node';
import { DateTime } from 'luxon';
import { RepositoryApi } from '../api/RepositoryApi';
import { DeploymentAnswer, deploymentAnswerSchema } from './answers';
import {
  ReadState,
  activate,
  readCursor,
  unwatch,
  watch,
  writeCursor,
} from './cursor';
import { MapOptions } from './mapDeployment';
import { normaliseDeployment, toPayload } from './normaliseDeployment';

/** An unfinished deployment is asked for this long; who never closes it will not any more. */
const UNFINISHED_WATCH = { days: 7 };
/** What was replaced is marked by GitHub within moments, unless the repository switched that off. */
const REPLACED_WATCH = { hours: 1 };
/** Clocks differ, and an answer may have been under way. */
const OVERLAP = { minutes: 1 };

export interface ReadingOptions extends MapOptions {
  /** Days of history that the first reading takes in. */
  historyDays: number;
}

type Page = SourcePage<DeploymentAttempt>;

/** What one page of the list came to. */
interface PageFindings {
  records: DeploymentAttempt[];
  rejected: RejectedRecord[];
  /** Whether the page reaches what is known already, or what is too old. */
  isLast: boolean;
}

/**
 * One run over a repository: what is new or was touched, page by page until it
 * meets what the cursor knows, then the statuses of what may still change.
 */
export class RepositoryReading {
  readonly #api: RepositoryApi;
  readonly #options: ReadingOptions;
  readonly #now: DateTime;
  #state: ReadState;

  constructor(
    api: RepositoryApi,
    options: ReadingOptions,
    context: Pick<ReadContext, 'now' | 'cursor'>,
  ) {
    this.#api = api;
    this.#options = options;
    this.#now = DateTime.fromJSDate(context.now, { zone: 'utc' });
    this.#state = readCursor(context.cursor);
  }

  async *pages(): AsyncIterable<Page> {
    const read = new Set<number>();
    yield* this.#sweep(read);
    yield* this.#lookAfterWatched(read);
  }

  /** Goes through the list; a sweep that was cut off goes on. */
  async *#sweep(read: Set<number>): AsyncIterable<Page> {
    for (;;) {
      const { sweep } = this.#state;
      const page = sweep?.page ?? 1;
      const listing = await this.#api.listDeployments(
        page,
        sweep ? null : this.#state.etag,
      );
      if (!listing) {
        // Nothing new and nothing touched.
        this.#state = { ...this.#state, sweptAt: this.#instant(this.#now) };
        return;
      }
      const answers = listing.items.map(item => parseAnswer(item));
      const newest = answers.find(({ parsed }) => parsed)?.parsed;
      const current = sweep ?? {
        page,
        startedAt: this.#instant(this.#now),
        newest: newest
          ? { id: newest.id, createdAt: utc(newest.created_at) }
          : null,
        etag: listing.etag,
      };
      const { records, rejected, isLast } = await this.#readPage(answers, read);
      this.#state =
        isLast || !listing.hasNext
          ? {
              ...this.#state,
              newest: current.newest ?? this.#state.newest,
              sweptAt: current.startedAt,
              etag: current.etag,
              sweep: null,
            }
          : { ...this.#state, sweep: { ...current, page: page + 1 } };
      yield { records, rejected, cursor: writeCursor(this.#state) };
      if (!this.#state.sweep) return;
    }
  }

  async #readPage(
    answers: readonly ParsedAnswer[],
    read: Set<number>,
  ): Promise<PageFindings> {
    const findings: PageFindings = { records: [], rejected: [], isLast: false };
    for (const answer of answers) {
      const { parsed } = answer;
      if (!parsed) {
        const id = idOf(answer.item);
        const listing = id === undefined ? null : await this.#statusesOf(id);
        if (listing !== undefined) {
          this.#record(answer, listing, findings.rejected);
        }
        continue;
      }
      const isKnown = this.#isKnown(parsed);
      if (isKnown || this.#isTooOld(parsed)) findings.isLast = true;
      if (this.#isTooOld(parsed)) continue;
      if (isKnown && !this.#isTouched(parsed)) continue;
      read.add(parsed.id);
      const listing = await this.#statusesOf(parsed.id);
      if (!listing) continue;
      const record = this.#record(answer, listing, findings.rejected);
      if (record) findings.records.push(record);
    }
    return findings;
  }

  /** The statuses of what is watched and was not read in this run already. */
  async *#lookAfterWatched(read: ReadonlySet<number>): AsyncIterable<Page> {
    const records: DeploymentAttempt[] = [];
    const rejected: RejectedRecord[] = [];
    for (const { id, etag, until } of this.#state.watched) {
      if (read.has(id)) continue;
      if (until <= this.#instant(this.#now)) {
        this.#state = unwatch(this.#state, id);
        continue;
      }
      const listing = await this.#statusesOf(id, etag);
      if (!listing) continue;
      const answer = parseAnswer(await this.#api.getDeployment(id));
      const record = this.#record(answer, listing, rejected);
      if (record) records.push(record);
    }
    yield { records, rejected, cursor: writeCursor(this.#state) };
  }

  /** Undefined when they have not changed, or when the deployment has been deleted since. */
  async #statusesOf(id: number, etag: string | null = null) {
    try {
      return await this.#api.listStatuses(id, etag);
    } catch (error) {
      if (!(error instanceof SourceError) || error.kind !== 'not-found') {
        throw error;
      }
      this.#state = unwatch(this.#state, id);
      return undefined;
    }
  }

  /** The record of a deployment; keeps in mind what may still change. */
  #record(
    { item, parsed }: ParsedAnswer,
    listing: { items: unknown[]; etag: string | null } | null,
    rejected: RejectedRecord[],
  ): DeploymentAttempt | undefined {
    const raw = { deployment: item, statuses: listing?.items ?? null };
    try {
      const record = normaliseDeployment(raw, this.#options);
      if (parsed) this.#remember(parsed, record, listing?.etag ?? null);
      return record;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      rejected.push({ payload: toPayload(raw), reason });
      return undefined;
    }
  }

  #remember(
    { id, environment, created_at }: DeploymentAnswer,
    { status }: DeploymentAttempt,
    etag: string | null,
  ) {
    if (status === 'succeeded') {
      this.#state = activate(
        this.#state,
        { environment, id, createdAt: utc(created_at) },
        this.#instant(this.#now.plus(REPLACED_WATCH)),
      );
    }
    const until = this.#watchUntil(id, created_at, status);
    this.#state =
      until && until > this.#instant(this.#now)
        ? watch(this.#state, { id, etag, until })
        : unwatch(this.#state, id);
  }

  /** Until when a deployment may still change; undefined when it will not. */
  #watchUntil(
    id: number,
    createdAt: string,
    status: DeploymentStatus,
  ): string | undefined {
    if (!isFinished(status)) {
      return this.#instant(DateTime.fromISO(createdAt).plus(UNFINISHED_WATCH));
    }
    const isReplaced =
      status === 'succeeded' && this.#state.active.every(one => one.id !== id);
    // GitHub has not marked it yet.
    return isReplaced
      ? this.#state.watched.find(one => one.id === id)?.until
      : undefined;
  }

  /** By time, not by id: the list is ordered by it. */
  #isKnown({ id, created_at }: DeploymentAnswer): boolean {
    const { newest } = this.#state;
    if (!newest) return false;
    return newest.id === id || utc(created_at) < newest.createdAt;
  }

  #isTouched({ updated_at }: DeploymentAnswer): boolean {
    const { sweptAt } = this.#state;
    if (!sweptAt) return true;
    return (
      DateTime.fromISO(updated_at) > DateTime.fromISO(sweptAt).minus(OVERLAP)
    );
  }

  #isTooOld({ created_at }: DeploymentAnswer): boolean {
    const oldest = this.#now.minus({ days: this.#options.historyDays });
    return DateTime.fromISO(created_at) < oldest;
  }

  #instant(at: DateTime): string {
    return at.toJSDate().toISOString();
  }
}

/** A deployment as it was listed, and what we understand of it. */
interface ParsedAnswer {
  item: unknown;
  parsed?: DeploymentAnswer;
}

function parseAnswer(item: unknown): ParsedAnswer {
  return { item, parsed: deploymentAnswerSchema.safeParse(item).data };
}

/** The id of a deployment that we do not understand otherwise. */
function idOf(item: unknown): number | undefined {
  const id: unknown = Reflect.get(Object(item), 'id');
  return Number.isSafeInteger(id) && Number(id) > 0 ? Number(id) : undefined;
}

function utc(text: string): string {
  return new Date(text).toISOString();
}

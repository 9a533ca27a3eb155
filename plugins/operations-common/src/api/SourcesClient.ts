import { z } from 'zod/v4';
import { PluginFetch, requestJson } from '../client';
import {
  DeadLetter,
  DeadLetterPage,
  DeadLettersQuery,
  ReplayReport,
  ReplayResult,
  RunPage,
  RunsQuery,
  SourcePolicies,
  SourceState,
  deadLetterPageSchema,
  deadLetterSchema,
  replayReportSchema,
  replayResultSchema,
  runPageSchema,
  sourceListSchema,
  sourcePoliciesSchema,
} from './sources';

interface Options {
  signal?: AbortSignal;
}

/** The source routes that every collecting backend serves. */
export class SourcesClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  async listSources(options?: Options): Promise<SourceState[]> {
    const answer = await requestJson(
      this.#fetch,
      sourceListSchema,
      '/sources',
      options,
    );
    return answer.sources;
  }

  /** Makes a scope due at once; the collector picks it up within seconds. */
  async runNow(sourceId: string, scopeId: string): Promise<void> {
    await requestJson(
      this.#fetch,
      z.object({ accepted: z.literal(true) }),
      pathOf(sourceId, 'run'),
      { method: 'POST', body: { scopeId } },
    );
  }

  /** The least privilege that the source needs, ready to paste at the provider. */
  getPolicies(sourceId: string, options?: Options): Promise<SourcePolicies> {
    return requestJson(
      this.#fetch,
      sourcePoliciesSchema,
      pathOf(sourceId, 'policy'),
      options,
    );
  }

  /** Runs of one scope, newest first. */
  listRuns(
    sourceId: string,
    query: RunsQuery,
    options?: Options,
  ): Promise<RunPage> {
    return requestJson(this.#fetch, runPageSchema, pathOf(sourceId, 'runs'), {
      query: { ...query },
      ...options,
    });
  }

  /** Records that could not be processed, newest first. */
  listDeadLetters(
    sourceId: string,
    query: DeadLettersQuery = {},
    options?: Options,
  ): Promise<DeadLetterPage> {
    return requestJson(
      this.#fetch,
      deadLetterPageSchema,
      pathOf(sourceId, 'dead-letters'),
      { query: { ...query }, ...options },
    );
  }

  /** One dead letter with its whole payload, secrets redacted. */
  getDeadLetter(
    sourceId: string,
    letterId: string,
    options?: Options,
  ): Promise<DeadLetter> {
    return requestJson(
      this.#fetch,
      deadLetterSchema,
      pathOf(sourceId, 'dead-letters', letterId),
      options,
    );
  }

  /** Hands one dead letter to the tab's store again. */
  replayDeadLetter(sourceId: string, letterId: string): Promise<ReplayResult> {
    return requestJson(
      this.#fetch,
      replayResultSchema,
      pathOf(sourceId, 'dead-letters', letterId, 'replay'),
      { method: 'POST', body: {} },
    );
  }

  /** Replays the waiting dead letters of a source, or of one scope, oldest first. */
  replayDeadLetters(
    sourceId: string,
    scope: { scopeId?: string } = {},
  ): Promise<ReplayReport> {
    return requestJson(
      this.#fetch,
      replayReportSchema,
      pathOf(sourceId, 'dead-letters', 'replay'),
      { method: 'POST', body: scope },
    );
  }
}

function pathOf(sourceId: string, ...rest: string[]): string {
  return `/sources/${[sourceId, ...rest].map(encodeURIComponent).join('/')}`;
}

import { PluginFetch, requestRoute } from '../client';
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
} from './sources';
import { sourcesRoutes } from './sourcesRoutes';

interface Options {
  signal?: AbortSignal;
}

/** The source routes that every collecting backend serves. */
export class SourcesClient {
  readonly #fetch: PluginFetch;

  constructor(fetch: PluginFetch) {
    this.#fetch = fetch;
  }

  async listSources(options: Options = {}): Promise<SourceState[]> {
    const { sources } = await requestRoute(
      this.#fetch,
      sourcesRoutes.listSources,
      options,
    );
    return sources;
  }

  /** Makes a scope due at once; the collector picks it up within seconds. */
  async runNow(sourceId: string, scopeId: string): Promise<void> {
    await requestRoute(this.#fetch, sourcesRoutes.runSource, {
      params: { sourceId },
      body: { scopeId },
    });
  }

  /** The least privilege that the source needs, ready to paste at the provider. */
  getPolicies(
    sourceId: string,
    options: Options = {},
  ): Promise<SourcePolicies> {
    return requestRoute(this.#fetch, sourcesRoutes.getPolicies, {
      params: { sourceId },
      ...options,
    });
  }

  /** Runs of one scope, newest first. */
  listRuns(
    sourceId: string,
    query: RunsQuery,
    options: Options = {},
  ): Promise<RunPage> {
    return requestRoute(this.#fetch, sourcesRoutes.listSourceRuns, {
      params: { sourceId },
      query,
      ...options,
    });
  }

  /** Records that could not be processed, newest first. */
  listDeadLetters(
    sourceId: string,
    query: DeadLettersQuery = {},
    options: Options = {},
  ): Promise<DeadLetterPage> {
    return requestRoute(this.#fetch, sourcesRoutes.listDeadLetters, {
      params: { sourceId },
      query,
      ...options,
    });
  }

  /** One dead letter with its whole payload, secrets redacted. */
  getDeadLetter(
    sourceId: string,
    letterId: string,
    options: Options = {},
  ): Promise<DeadLetter> {
    return requestRoute(this.#fetch, sourcesRoutes.getDeadLetter, {
      params: { sourceId, letterId },
      ...options,
    });
  }

  /** Hands one dead letter to the tab's store again. */
  replayDeadLetter(sourceId: string, letterId: string): Promise<ReplayResult> {
    return requestRoute(this.#fetch, sourcesRoutes.replayDeadLetter, {
      params: { sourceId, letterId },
    });
  }

  /** Replays the waiting dead letters of a source, or of one scope, oldest first. */
  replayDeadLetters(
    sourceId: string,
    scope: { scopeId?: string } = {},
  ): Promise<ReplayReport> {
    return requestRoute(this.#fetch, sourcesRoutes.replayDeadLetters, {
      params: { sourceId },
      body: scope,
    });
  }
}

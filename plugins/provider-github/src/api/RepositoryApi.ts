import { Octokit } from '@octokit/rest';
import {
  ReadContext,
  SourceError,
  requestSignal,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  budgetOf,
  budgetOfRefusal,
  isNotModified,
  toGithubError,
} from './githubError';

/** The largest page that GitHub gives. */
const PAGE_SIZE = 100;

/** Statuses beyond this many of one deployment are not read. */
const MAX_STATUS_PAGES = 10;

export interface Listing {
  /** As they arrived, newest first. */
  items: unknown[];
  /** Names this answer, so that it need not be sent again. */
  etag: string | null;
  hasNext: boolean;
}

export interface RepositoryApiOptions {
  apiBaseUrl: string;
  token: string;
  /** `owner/name`. */
  repository: string;
}

/** What is asked of one repository, with every failure a SourceError. */
export class RepositoryApi {
  readonly #octokit: Octokit;
  readonly #context: ReadContext;
  readonly #repository: string;

  constructor(options: RepositoryApiOptions, context: ReadContext) {
    this.#context = context;
    this.#repository = options.repository;
    this.#octokit = new Octokit({
      baseUrl: options.apiBaseUrl,
      auth: options.token,
      userAgent: 'opsdeck',
      // It would write each "not modified" to the console, as an error.
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    this.#octokit.hook.before('request', () => context.countCall());
  }

  /** A page of deployments, newest first; undefined when it is the one named by `etag`. */
  async listDeployments(
    page: number,
    etag: string | null = null,
  ): Promise<Listing | undefined> {
    return this.#list('GET /repos/{owner}/{repo}/deployments', { page }, etag);
  }

  async getDeployment(id: number): Promise<unknown> {
    const { data } = await this.#request(
      'GET /repos/{owner}/{repo}/deployments/{deployment_id}',
      { deployment_id: id },
      null,
    );
    return data;
  }

  /** All statuses of a deployment, newest first; undefined when they are those named by `etag`. */
  async listStatuses(
    id: number,
    etag: string | null = null,
  ): Promise<Omit<Listing, 'hasNext'> | undefined> {
    const route =
      'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const first = await this.#list(route, { deployment_id: id, page: 1 }, etag);
    if (!first) return undefined;
    const items = [...first.items];
    let { hasNext } = first;
    for (let page = 2; hasNext && page <= MAX_STATUS_PAGES; page++) {
      const next = await this.#list(route, { deployment_id: id, page }, null);
      items.push(...(next?.items ?? []));
      hasNext = next?.hasNext ?? false;
    }
    return { items, etag: first.etag };
  }

  async #list(
    route: string,
    parameters: Record<string, number>,
    etag: string | null,
  ): Promise<Listing | undefined> {
    try {
      const { data, headers } = await this.#request(
        route,
        { per_page: PAGE_SIZE, ...parameters },
        etag,
      );
      // A body that is cut off arrives as text.
      if (!Array.isArray(data)) {
        throw new SourceError('malformed', 'the answer is not a list');
      }
      return {
        items: data,
        etag: headers.etag ?? null,
        hasNext: /rel="next"/.test(headers.link ?? ''),
      };
    } catch (error) {
      if (isNotModified(error)) return undefined;
      throw error;
    }
  }

  async #request(
    route: string,
    parameters: Record<string, number>,
    etag: string | null,
  ) {
    const { now } = this.#context;
    const signal = requestSignal(this.#context.signal);
    const [owner, repo] = this.#repository.split('/');
    try {
      const response = await this.#octokit.request(route, {
        owner,
        repo,
        ...parameters,
        headers: etag ? { 'if-none-match': etag } : {},
        request: { signal },
      });
      await this.#context.noteBudget?.(budgetOf(response.headers, now));
      // An abort in the middle of a body ends it without an error.
      signal.throwIfAborted();
      return response;
    } catch (error) {
      const refusal = toGithubError(signal.aborted ? signal.reason : error, {
        repository: this.#repository,
        now,
      });
      await this.#context.noteBudget?.(budgetOfRefusal(error, refusal, now));
      throw isNotModified(error) ? error : refusal;
    }
  }
}

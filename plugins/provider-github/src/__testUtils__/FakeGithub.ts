import {
  ProviderRequest,
  Responder,
  json,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { createHash } from 'node:crypto';

/** The instant that the examples are about. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export function minutesAgo(minutes: number): string {
  // GitHub writes whole seconds.
  return new Date(NOW.getTime() - minutes * 60_000)
    .toISOString()
    .replace('.000Z', 'Z');
}

export const REPOSITORY = 'acme/orders';
const ROOT = `/repos/${REPOSITORY}/deployments`;

export interface FakeDeployment {
  id: number;
  createdMinutesAgo: number;
  environment?: string;
  version?: string;
  /** Oldest first, with the minutes ago of each. */
  states?: [state: string, minutesAgo: number][];
  overrides?: object;
}

/** A repository's deployments as GitHub's REST API answers them. */
export class FakeGithub {
  deployments: FakeDeployment[] = [];
  /** Deployments on one page, whatever is asked for. */
  pageSize = 2;
  /** Headers of every answer. */
  headers: Record<string, string> = {};
  readonly requests: ProviderRequest[] = [];

  /** Paths that were asked for since the last call, without the repository. */
  asked(): string[] {
    return this.requests
      .splice(0)
      .map(({ url }) => url.pathname.replace(ROOT, '') + url.search);
  }

  readonly respond: Responder = (request, response) => {
    this.requests.push(request);
    const path = request.url.pathname;
    const [, id, rest] =
      /^\/(\d+)(\/statuses)?$/.exec(path.replace(ROOT, '')) ?? [];
    const deployment = this.deployments.find(one => String(one.id) === id);
    if (path === ROOT)
      return this.#answer(request, this.#page(request))(request, response);
    if (!deployment)
      return json(404, { message: 'Not Found' })(request, response);
    return this.#answer(request, {
      body: rest ? this.#statuses(deployment) : this.#body(deployment),
    })(request, response);
  };

  #page({ url }: ProviderRequest): { body: object; link?: string } {
    const newestFirst = [...this.deployments].sort(
      (a, b) => a.createdMinutesAgo - b.createdMinutesAgo,
    );
    const page = Number(url.searchParams.get('page') ?? 1);
    const start = (page - 1) * this.pageSize;
    const hasNext = start + this.pageSize < newestFirst.length;
    return {
      body: newestFirst
        .slice(start, start + this.pageSize)
        .map(one => this.#body(one)),
      link: hasNext
        ? `<https://api.example.com${ROOT}?page=${page + 1}>; rel="next"`
        : undefined,
    };
  }

  #answer(
    request: ProviderRequest,
    { body, link }: { body: object; link?: string },
  ): Responder {
    const text = JSON.stringify(body);
    const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
    const headers = { etag, ...this.headers, ...(link ? { link } : {}) };
    return request.headers['if-none-match'] === etag
      ? (_request, response) => {
          response.writeHead(304, headers).end();
        }
      : json(200, body, headers);
  }

  #body(deployment: FakeDeployment): object {
    const { id, createdMinutesAgo, version = '1.42.0' } = deployment;
    const { environment = 'production', states = [] } = deployment;
    const touched = states.at(-1)?.[1] ?? createdMinutesAgo;
    return {
      id,
      sha: '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6',
      ref: `v${version}`,
      task: 'deploy',
      payload: {},
      environment,
      description: `Release ${version}`,
      creator: { login: 'ana', type: 'User' },
      created_at: minutesAgo(createdMinutesAgo),
      updated_at: minutesAgo(touched),
      ...deployment.overrides,
    };
  }

  #statuses({ id, states = [] }: FakeDeployment): object[] {
    return states
      .map(([state, at], index) => ({
        id: 10 * id + index,
        state,
        description: '',
        created_at: minutesAgo(at),
        log_url: `https://github.com/${REPOSITORY}/actions/runs/${id}`,
        target_url: '',
        environment_url: 'https://orders.example.com',
      }))
      .reverse();
  }
}

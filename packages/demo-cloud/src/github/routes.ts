import { findService, SERVICES } from '../world/services';
import { isoSeconds, SET_UP } from '../world/time';
import type { World } from '../world/world';
import { History } from './commits';
import { getDeployment, listDeployments, listStatuses } from './deployments';
import { notFound } from './errors';
import { paginate } from './paging';
import {
  environmentsOf,
  nodeId,
  ORGANISATION,
  Repository,
  repositoryOf,
} from './repository';

/** What a route is asked. */
export interface Ask {
  world: World;
  now: number;
  repository: Repository;
  /** The address asked for. */
  url: URL;
  /** The parameters of the path, by name. */
  params: Record<string, string>;
}

/** What a route answers. */
export interface Answer {
  body: object;
  link?: string;
}

/** Commits of a comparison that one answer holds when no page is asked for. */
const COMPARE_LIMIT = 250;

/** What is served below `/repos/{owner}/{repo}`. */
export const ROUTES: Readonly<Record<string, (ask: Ask) => Answer>> = {
  '': getRepository,
  '/deployments': ask => {
    const { world, repository, now, url } = ask;
    const filter = Object.fromEntries(url.searchParams);
    return paged(ask, listDeployments(world, repository, filter, now));
  },
  '/deployments/:id': ({ world, repository, now, params }) => ({
    body: found(getDeployment(world, repository, Number(params.id), now)),
  }),
  '/deployments/:id/statuses': ask => {
    const { world, repository, now, params } = ask;
    const id = Number(params.id);
    return paged(ask, found(listStatuses(world, repository, id, now)));
  },
  '/environments': ask => {
    const all = environmentsOf(ask.repository.service);
    const { items, link } = paginate(all, ask.url);
    const environments = items.map((item, index) =>
      environmentBody(ask, item.name, index),
    );
    return { body: { total_count: all.length, environments }, link };
  },
  '/commits': ask =>
    paged(ask, new History(ask.world, ask.repository, ask.now).list()),
  '/commits/:ref': ({ world, repository, now, params }) => ({
    body: found(new History(world, repository, now).commit(params.ref)),
  }),
  '/compare/:range': compare,
};

/**
 * The repository of that owner and name.
 *
 * @throws GithubError 404 when there is none.
 */
export function findRepository(
  owner: string,
  name: string,
  api: string,
): Repository {
  const service = findService(name.toLowerCase());
  if (!service || owner.toLowerCase() !== ORGANISATION) {
    throw notFound();
  }
  return repositoryOf(service, api);
}

function getRepository({ repository }: Ask): Answer {
  const { service, url, html } = repository;
  return {
    body: {
      id: 10 + SERVICES.indexOf(service),
      node_id: nodeId('Repository', service.name),
      name: service.name,
      full_name: `${ORGANISATION}/${service.name}`,
      private: true,
      owner: { login: ORGANISATION, type: 'Organization' },
      description: service.title,
      default_branch: 'main',
      url,
      html_url: html,
    },
  };
}

function compare(ask: Ask): Answer {
  const { world, repository, now, url, params } = ask;
  const [base, head, ...more] = params.range.split('...');
  if (!base || !head || more.length > 0) {
    throw notFound();
  }
  const comparison = found(
    new History(world, repository, now).compare(base, head),
  );
  const { commits } = comparison;
  if (!url.searchParams.has('page') && !url.searchParams.has('per_page')) {
    return {
      body: { ...comparison, commits: commits.slice(0, COMPARE_LIMIT) },
    };
  }
  const { items, link } = paginate(commits, url);
  const first = items[0] === commits[0];
  return {
    body: {
      ...comparison,
      commits: items,
      files: first ? comparison.files : [],
    },
    link,
  };
}

function environmentBody(
  { repository }: Ask,
  name: string,
  index: number,
): object {
  const path = encodeURIComponent(name);
  const { service, url, html } = repository;
  return {
    id: 100 * (10 + SERVICES.indexOf(service)) + index,
    node_id: nodeId('Environment', `${service.name}/${name}`),
    name,
    url: `${url}/environments/${path}`,
    html_url: `${html}/deployments/activity_log?environments_filter=${path}`,
    created_at: isoSeconds(SET_UP),
    updated_at: isoSeconds(SET_UP),
    protection_rules: [],
    deployment_branch_policy: null,
  };
}

function paged(ask: Ask, items: readonly object[]): Answer {
  const { items: body, link } = paginate(items, ask.url);
  return { body, link };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) {
    throw notFound();
  }
  return value;
}

import { Environment, Service, SERVICES } from '../world/services';

/** The organisation that owns the demo's repositories. */
export const ORGANISATION = 'opsdeck-demo';

/** What a handler knows of the repository it is asked about. */
export interface Repository {
  service: Service;
  /** Address of the API, without a slash at the end. */
  api: string;
  /** Address of the repository in the API. */
  url: string;
  /** Address of the repository for people. */
  html: string;
}

/** The repository of a service. */
export function repositoryOf(service: Service, api: string): Repository {
  const slug = `${ORGANISATION}/${service.name}`;
  return {
    service,
    api,
    url: `${api}/repos/${slug}`,
    html: `https://github.com/${slug}`,
  };
}

/** One environment of a repository and what of the world it shows. */
export interface GithubEnvironment {
  name: string;
  environment: Environment;
}

/**
 * The environments that a repository reports deployments to. Services that are deployed through Kubernetes report
 * production only.
 */
export function environmentsOf({ engine }: Service): GithubEnvironment[] {
  switch (engine) {
    case 'vercel':
      return [
        { name: 'Preview', environment: 'staging' },
        { name: 'Production', environment: 'production' },
      ];
    case 'cdk':
      return [
        { name: 'staging', environment: 'staging' },
        { name: 'production', environment: 'production' },
      ];
    default:
      return [{ name: 'production', environment: 'production' }];
  }
}

/** Opaque identifier as GraphQL knows it. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** A person as GitHub shows one. */
export function userOf(login: string, { api }: Repository): object {
  const people = [...new Set(SERVICES.flatMap(({ authors }) => authors))];
  const id = 1_000 + people.sort().indexOf(login);
  return {
    login,
    id,
    node_id: nodeId('User', id),
    url: `${api}/users/${login}`,
    html_url: `https://github.com/${login}`,
    type: 'User',
    site_admin: false,
  };
}

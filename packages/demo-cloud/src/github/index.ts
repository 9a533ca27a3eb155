import { createHash } from 'node:crypto';
import express, { ErrorRequestHandler, Request, Response } from 'express';
import { Provider } from '../server/provider';
import type { World } from '../world/world';
import {
  badCredentials,
  GithubError,
  notAccessible,
  notFound,
  requiresAuthentication,
  secondaryRateLimit,
} from './errors';
import { RateLimit } from './rateLimit';
import { Answer, Ask, findRepository, ROUTES } from './routes';

/** A token that may read everything the demo serves. */
export const GITHUB_TOKEN = 'demo-github-token';
/** A token that is known and may read nothing. */
export const GITHUB_LIMITED_TOKEN = 'demo-github-limited-token';

const RETRY_AFTER_SECONDS = 30;
const USUAL_LIMIT = 5_000;

/** The REST API of GitHub. `hourlyLimit` is the primary rate limit of the token. */
export function createGithub(
  world: World,
  now: () => number,
  hourlyLimit = USUAL_LIMIT,
): Provider {
  const limit = new RateLimit(hourlyLimit);
  const router = express.Router();
  router.use((request, _response, next) => {
    authenticate(request);
    next();
  });
  router.get('/rate_limit', (_request, response) => {
    const core = limit.state(now());
    response.json({ resources: { core }, rate: core });
  });
  router.use((_request, response, next) => {
    limit.check(now());
    response.set(limit.headers(now()));
    next();
  });
  for (const [path, route] of Object.entries(ROUTES)) {
    router.get(`/repos/:owner/:repo${path}`, (request, response) => {
      const { owner, repo, ...params } = request.params as Ask['params'];
      const api = `${request.protocol}://${request.get('host')}${
        request.baseUrl
      }`;
      const repository = findRepository(owner, repo, api);
      const url = new URL(`${api}${request.url}`);
      const ask = { world, now: now(), repository, url, params };
      limitedAnswer(request, response, route(ask), limit, ask.now);
    });
  }
  router.use(() => {
    throw notFound();
  });
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (!(error instanceof GithubError)) {
      next(error);
      return;
    }
    if (error.status === 404 || error.status === 422) {
      limit.count();
    }
    response.set(limit.headers(now()));
    refuse(response, error);
  };
  router.use(onError);

  return {
    source: 'github',
    router,
    refusals: {
      unauthorized: response => refuse(response, badCredentials()),
      throttled: response =>
        refuse(response, secondaryRateLimit(RETRY_AFTER_SECONDS)),
      rubbish: response =>
        response.type('json').send('[{"id": 1, "sha": "<!DOCTYPE html>'),
    },
  };
}

function authenticate(request: Request): void {
  const header = request.header('authorization');
  if (!header) {
    throw requiresAuthentication();
  }
  const token = /^(?:token|bearer) (.+)$/i.exec(header)?.[1];
  if (token === GITHUB_LIMITED_TOKEN) {
    throw notAccessible();
  }
  if (token !== GITHUB_TOKEN) {
    throw badCredentials();
  }
}

/** An answer that the caller has already costs nothing of the rate limit. */
function limitedAnswer(
  request: Request,
  response: Response,
  { body, link }: Answer,
  limit: RateLimit,
  now: number,
): void {
  const text = JSON.stringify(body);
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  const known = request
    .header('if-none-match')
    ?.split(',')
    .some(tag => tag.trim().replace(/^W\//, '') === etag.slice(2));
  response.set({
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
  });
  if (known) {
    response.set(limit.headers(now)).status(304).end();
    return;
  }
  limit.count();
  response.set(limit.headers(now));
  if (link) {
    response.set('link', link);
  }
  response.type('application/json; charset=utf-8').send(text);
}

function refuse(response: Response, error: GithubError): void {
  response.status(error.status).set(error.headers).json(error.toBody());
}

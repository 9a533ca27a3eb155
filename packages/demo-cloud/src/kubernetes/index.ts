import express, { NextFunction, Request, Response, Router } from 'express';
import { Provider } from '../server/provider';
import type { World } from '../world/world';
import { Cluster, CLUSTERS } from './clusters';
import { list } from './list';
import { Resource, RESOURCES } from './resources';
import { notFound, StatusError, tooManyRequests, unauthorized } from './status';

/** Bearer token of a service account that may read. */
export const KUBERNETES_TOKEN = 'demo-kubernetes-token';

const RETRY_AFTER_SECONDS = 5;

/** The API servers of all clusters, each under `/clusters/<name>`. */
export function createKubernetes(world: World, now: () => number): Provider {
  const router = express.Router();
  router.use((request, _response, next) => {
    const authorization = request.header('authorization');
    next(
      authorization === `Bearer ${KUBERNETES_TOKEN}`
        ? undefined
        : unauthorized(),
    );
  });
  for (const cluster of CLUSTERS) {
    router.use(`/clusters/${cluster.name}`, apiServer(cluster, world, now));
  }
  router.use(onError);

  return {
    source: 'kubernetes',
    router,
    refusals: {
      unauthorized: response => refuse(response, unauthorized()),
      throttled: response =>
        refuse(
          response.set('Retry-After', String(RETRY_AFTER_SECONDS)),
          tooManyRequests(RETRY_AFTER_SECONDS),
        ),
      rubbish: response =>
        response.type('json').send('{"kind":"DeploymentList","items":[{'),
    },
  };
}

function apiServer(cluster: Cluster, world: World, now: () => number): Router {
  const router = express.Router();
  router.get('/version', (_request, response) => {
    response.json({
      major: '1',
      minor: '33',
      gitVersion: 'v1.33.4',
      platform: 'linux/amd64',
    });
  });
  for (const resource of RESOURCES) {
    serve(router, resource, cluster, world, now);
  }
  router.use(refuseWrites);
  router.use((_request, response) => {
    response.status(404).type('text/plain').send('404 page not found\n');
  });
  return router;
}

/** The list of all namespaces, of one, and single objects. */
function serve(
  router: Router,
  resource: Resource,
  cluster: Cluster,
  world: World,
  now: () => number,
): void {
  const { base, plural, namespaced } = resource;
  const objectsIn = (namespace: string | undefined) => (tMs: number) =>
    resource
      .objects(world, cluster, tMs)
      .filter(({ metadata }) => !namespace || metadata.namespace === namespace);
  const answerList = (request: Request, response: Response) => {
    const objects = objectsIn(request.params.namespace);
    response.json(list(resource, objects, request.query, now()));
  };
  const collection = namespaced
    ? `${base}/namespaces/:namespace/${plural}`
    : `${base}/${plural}`;
  router.get(`${base}/${plural}`, answerList);
  router.get(collection, answerList);
  router.get(`${collection}/:name`, (request: Request, response: Response) => {
    const { namespace, name } = request.params;
    const object = objectsIn(namespace)(now()).find(
      ({ metadata }) => metadata.name === name,
    );
    if (!object) {
      throw notFound(base === '/api/v1' ? plural : `${plural}.apps`, name);
    }
    response.json(object);
  });
}

/** The demo's service account may read and nothing else. */
function refuseWrites(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  next(
    request.method === 'GET'
      ? undefined
      : new StatusError(
          403,
          'Forbidden',
          `User "system:serviceaccount:opsdeck:reader" cannot ${request.method} path "${request.path}"`,
        ),
  );
}

function onError(
  error: Error,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (error instanceof StatusError) {
    refuse(response, error);
  } else {
    next(error);
  }
}

function refuse(response: Response, error: StatusError): void {
  response.status(error.code).json(error.toStatus());
}

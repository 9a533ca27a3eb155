import { randomUUID } from 'node:crypto';
import express, { ErrorRequestHandler, Response, Router } from 'express';
import { Provider } from '../server/provider';
import type { World } from '../world/world';
import { authenticate } from './credentials';
import { AwsError, invalidClientToken, throttling } from './errors';
import { Operation } from './operation';
import { QueryParameters } from './query';
import { RDS_OPERATIONS } from './rds';
import { STS_OPERATIONS } from './sts';
import { element } from './xml';

const SERVICES: Readonly<
  Record<
    string,
    { xmlns: string; operations: Readonly<Record<string, Operation>> }
  >
> = {
  rds: {
    xmlns: 'http://rds.amazonaws.com/doc/2014-10-31/',
    operations: RDS_OPERATIONS,
  },
  sts: {
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: STS_OPERATIONS,
  },
};

/** RDS and STS of all accounts and regions behind one address, in the AWS query protocol. */
export function createAws(world: World, now: () => number): Provider {
  const router = Router();
  router.use(express.text({ type: '*/*', limit: '256kb' }));
  router.all('/', (request, response) => {
    const caller = authenticate(request, now());
    const service = SERVICES[caller.service];
    if (!service) {
      throw new AwsError(
        403,
        'SignatureDoesNotMatch',
        `Credential should be scoped to correct service: 'rds'.`,
      );
    }
    const text =
      request.method === 'POST' ? String(request.body) : queryOf(request.url);
    const parameters = new QueryParameters(new URLSearchParams(text));
    const action = parameters.get('Action');
    if (!action || !Object.hasOwn(service.operations, action)) {
      throw new AwsError(
        400,
        action ? 'InvalidAction' : 'MissingAction',
        `Could not find operation ${action} for version ${parameters.get(
          'Version',
        )}`,
      );
    }
    const result = service.operations[action]({
      world,
      caller,
      parameters,
      now: now(),
    });
    send(response, 200, requestId =>
      element(
        `${action}Response`,
        {
          [`${action}Result`]: result,
          ResponseMetadata: { RequestId: requestId },
        },
        service.xmlns,
      ),
    );
  });
  const onError: ErrorRequestHandler = (error, _request, response, next) =>
    error instanceof AwsError ? refuse(response, error) : next(error);
  router.use(onError);

  return {
    source: 'aws',
    router,
    refusals: {
      unauthorized: response => refuse(response, invalidClientToken()),
      throttled: response => refuse(response, throttling()),
      rubbish: response =>
        response
          .type('text/xml')
          .send('<DescribeDBInstancesResponse><DBInst\u0000ances><!-- '),
    },
  };
}

function queryOf(url: string): string {
  return new URL(url, 'http://localhost').search;
}

function refuse(response: Response, error: AwsError): void {
  send(response, error.status, requestId =>
    element(
      'ErrorResponse',
      {
        Error: { Type: 'Sender', Code: error.code, Message: error.message },
        RequestId: requestId,
      },
      SERVICES.rds.xmlns,
    ),
  );
}

function send(
  response: Response,
  status: number,
  body: (requestId: string) => string,
): void {
  const requestId = randomUUID();
  response
    .status(status)
    .set('x-amzn-RequestId', requestId)
    .type('text/xml')
    .send(body(requestId));
}

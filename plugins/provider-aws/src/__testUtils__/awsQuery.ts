import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ProviderRequest,
  Responder,
} from '@opsdeck/backstage-plugin-operations-node/testing';

/** The parameters of a call in the AWS query protocol. */
export function parametersOf({ body }: ProviderRequest): URLSearchParams {
  return new URLSearchParams(body);
}

export function xml(status: number, body: string, headers = {}): Responder {
  return (_request, response) => {
    response
      .writeHead(status, { 'Content-Type': 'text/xml', ...headers })
      .end(body);
  };
}

/** A refusal as AWS words it. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers = {},
): Responder {
  return xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>7a62c49f</RequestId></ErrorResponse>`,
    headers,
  );
}

/** An answer that was recorded in the shape that AWS documents. */
export function recorded(name: string): Responder {
  const file = path.join(__dirname, '../rds/__fixtures__', `${name}.xml`);
  return xml(200, readFileSync(file, 'utf8'));
}

/** The recorded account: two instances on two pages, and others that are not ours. */
export const RECORDED: Responder = (request, response) => {
  const parameters = parametersOf(request);
  const name = [
    parameters.get('Action'),
    parameters.get('SnapshotType'),
    parameters.get('Marker'),
  ]
    .filter(Boolean)
    .join('.');
  return recorded(name)(request, response);
};

/** An account without any database. */
export const EMPTY: Responder = (request, response) => {
  const action = parametersOf(request).get('Action') ?? '';
  const list = action.replace('Describe', '');
  return xml(
    200,
    `<${action}Response><${action}Result><${list}/></${action}Result></${action}Response>`,
  )(request, response);
};

/** Plays one responder for one action and the recorded account for the others. */
export function except(action: string, respond: Responder): Responder {
  return (request, response) =>
    (parametersOf(request).get('Action') === action ? respond : RECORDED)(
      request,
      response,
    );
}

import { InputError } from '@backstage/errors';
import express from 'express';

/**
 * Reads a JSON body of limited size; an absent one is an empty object.
 *
 * @throws InputError when the body is not said to be JSON; what the parser
 * refuses carries the status 400, 413 or 415.
 */
export async function readJson(
  request: express.Request,
  response: express.Response,
  parser: ReturnType<typeof express.json>,
): Promise<unknown> {
  // `is` answers null when there is no body at all, false when it is of another type.
  const empty = request.get('content-length') === '0';
  if (!empty && request.is('json') === false) {
    throw new InputError('The body must be sent as application/json');
  }
  await new Promise<void>((resolve, reject) => {
    parser(request, response, error => (error ? reject(error) : resolve()));
  });
  return request.body ?? {};
}

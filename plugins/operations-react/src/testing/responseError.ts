import { ResponseError } from '@backstage/errors';

/** The error that a client throws for an answer of a Backstage backend. */
export function responseError(
  statusCode: number,
  name: string,
  message: string,
): Promise<ResponseError> {
  const body = { error: { name, message }, response: { statusCode } };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: statusCode,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

/** The error that a client throws when the backend refuses (403). */
export function refusal(message: string): Promise<ResponseError> {
  return responseError(403, 'NotAllowedError', message);
}

import { ResponseError } from '@backstage/errors';

/** The error that the client throws when the backend refuses. */
export function refusal(
  message: string,
  statusCode = 403,
  name = 'NotAllowedError',
): Promise<ResponseError> {
  const body = { error: { name, message }, response: { statusCode } };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: statusCode,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

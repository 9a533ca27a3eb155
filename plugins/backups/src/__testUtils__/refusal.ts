import { ResponseError } from '@backstage/errors';

/** The error that the client throws when the backend answers 403. */
export function refusal(message: string): Promise<ResponseError> {
  const body = {
    error: { name: 'NotAllowedError', message },
    response: { statusCode: 403 },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: 403,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

import { ResponseError } from '@backstage/errors';

/** The error that the client throws for an answer of the backend; 403 unless told. */
export function refusal(
  message: string,
  status = 403,
  name = 'NotAllowedError',
): Promise<ResponseError> {
  const body = {
    error: { name, message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

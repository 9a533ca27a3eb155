import { OptionalResponders, Responder } from './types';

export const DEFAULT_RETRY_AFTER_SECONDS = 120;

/** Answers with JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Responder {
  return (_request, response) => {
    response
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  };
}

/** The same answer, with the pause that it asks for as an HTTP date instead of seconds. */
export function retryAfterAsDate(respond: Responder, now: Date): Responder {
  return (request, response) => {
    const writeHead = response.writeHead.bind(response);
    const dated = (value: unknown) =>
      new Date(
        Math.ceil(now.getTime() / 1_000 + Number(value)) * 1_000,
      ).toUTCString();
    response.writeHead = (status: number, ...rest: unknown[]) => {
      const headers = Object.entries(rest.at(-1) ?? {}).map(([name, value]) =>
        name.toLowerCase() === 'retry-after'
          ? [name, dated(value)]
          : [name, value],
      );
      return writeHead(status, Object.fromEntries(headers));
    };
    return respond(request, response);
  };
}

/**
 * The usual ways to fail. Like some real providers they repeat the credentials
 * in the answer: a source that puts a whole answer into its message is found out.
 */
export const DEFAULT_RESPONDERS: OptionalResponders = {
  unauthorized: (request, response) =>
    json(401, {
      message: 'Bad credentials',
      received: request.headers.authorization,
    })(request, response),
  forbidden: (request, response) =>
    json(403, {
      message: 'Resource not accessible',
      received: request.headers.authorization,
    })(request, response),
  notFound: json(404, { message: 'Not found' }),
  throttled: json(
    429,
    { message: 'Too many requests' },
    { 'Retry-After': String(DEFAULT_RETRY_AFTER_SECONDS) },
  ),
  unavailable: (_request, response) => {
    response
      .writeHead(503, { 'Content-Type': 'text/html' })
      .end('<html><body>Service Unavailable</body></html>');
  },
  malformed: (request, response) => {
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(`{"received": "${request.headers.authorization}", "items": [{"id`);
  },
  hang: () => {},
};

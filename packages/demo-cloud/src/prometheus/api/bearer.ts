import { RequestHandler } from 'express';

/** Refuses requests without `Authorization: Bearer <token>`, as an authenticating proxy does; lets all pass without a token. */
export function requireBearer(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token && request.headers.authorization !== `Bearer ${token}`) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .type('text/plain')
        .send('Unauthorized\n');
      return;
    }
    next();
  };
}

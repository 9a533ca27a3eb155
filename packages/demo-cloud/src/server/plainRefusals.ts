import { Refusals } from './provider';

const RETRY_AFTER_SECONDS = 10;

/** How servers refuse that have no words of their own for it: as an authenticating proxy before them does. */
export function plainRefusals(rubbish: string): Refusals {
  return {
    unauthorized: response =>
      response
        .status(401)
        .set('www-authenticate', 'Bearer')
        .type('text/plain')
        .send('Unauthorized\n'),
    throttled: response =>
      response
        .status(429)
        .set('retry-after', String(RETRY_AFTER_SECONDS))
        .type('text/plain')
        .send('Too Many Requests\n'),
    rubbish: response => response.type('json').send(rubbish),
  };
}

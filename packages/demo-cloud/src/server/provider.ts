import { Response, Router } from 'express';
import { Source } from '../world/scenarios';

/** A stand-in: what it serves, and how it refuses in its provider's own words. */
export interface Provider {
  source: Source;
  router: Router;
  refusals: Refusals;
}

/** The answers of a source that fails. */
export interface Refusals {
  /** The credential is not accepted. */
  unauthorized(response: Response): void;
  /** Too many requests, with the time to wait where the provider tells it. */
  throttled(response: Response): void;
  /** Status 200 with a body that does not parse. */
  rubbish(response: Response): void;
}

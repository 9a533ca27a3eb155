import { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Source } from '../source';

/** A request as the stand-in provider got it, its body read to the end. */
export interface ProviderRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the stand-in provider answers; one that never ends the response hangs. */
export type Responder = (
  request: ProviderRequest,
  response: ServerResponse,
) => void | Promise<void>;

/** What every provider package must play itself, in its provider's own dialect. */
export interface RequiredResponders {
  /** Several pages of good records. */
  pages: Responder;
  /** Success, and nothing there. */
  empty: Responder;
  /** The first page as in `pages`, then the provider fails with a 5xx. */
  interrupted: Responder;
}

/** What has a default in plain HTTP and JSON; override what your provider words differently. */
export interface OptionalResponders {
  /** The credentials are refused. Default: 401, and the answer repeats them. */
  unauthorized: Responder;
  /** The credentials lack a permission. Default: 403. */
  forbidden: Responder;
  /** What is asked for does not exist. Default: 404. */
  notFound: Responder;
  /** Too many requests. Default: 429 with `Retry-After: 120`. */
  throttled: Responder;
  /** The provider fails. Default: 503 with an HTML page. */
  unavailable: Responder;
  /** Success with a body that is cut off. Default: half a JSON document. */
  malformed: Responder;
  /** No answer at all. */
  hang: Responder;
}

export interface SourceContractOptions<TRecord> {
  /** Name in the test report. */
  name: string;
  /** The source with exactly one scope, reading from `endpoint` (no slash at the end). */
  createSource(endpoint: string): Source<TRecord> | Promise<Source<TRecord>>;
  respond: RequiredResponders &
    Partial<OptionalResponders> & {
      /** One record that the source or its schema refuses among `expected.records` good ones. */
      oddRecord?: Responder;
    };
  /**
   * The payload that `oddRecord` leaves in the dead letters as it would be
   * without its fault, for the replay. Needed when the source itself rejects it.
   */
  repair?(payload: unknown): unknown;
  expected: {
    /** Records that `pages` holds. */
    records: number;
    /** Records that are kept when `interrupted` fails: 0 for a source that yields one page at the end. */
    keptWhenInterrupted: number;
  };
  /** Every secret in the configuration of the source: none may come out anywhere. */
  secrets: readonly string[];
  /**
   * What tells records apart, the same in every reading. Default: their `key`.
   */
  keyOf?(record: TRecord): string;
  /** The pause that `throttled` asks for; null when the provider's API knows no such thing. Default 120. */
  retryAfterSeconds?: number | null;
  /** The clock of every run; for recorded answers. Default: the present. */
  now?: Date;
}

import {
  SliQueryContext,
  SourceError,
  requestSignal,
  responseError,
} from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import { PrometheusInstance } from '../config/readPrometheusConfig';

/** Longer than dashboards wait: a backfill reads weeks. */
const QUERY_TIMEOUT_MS = 60_000;

/** A larger answer is not read: it is no answer to what we ask. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

const sampleSchema = z.tuple([z.number(), z.string()]);

const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: z.record(z.string(), z.string()),
      values: z.array(sampleSchema).default([]),
    }),
  ),
});

const runtimeInfoSchema = z.object({ storageRetention: z.string() });

const answerSchema = z.object({
  status: z.literal('success'),
  data: z.unknown(),
});

const refusalSchema = z.object({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});

/** One series of a range query: its labels and its samples, Unix seconds and number as text. */
export type MatrixSeries = z.infer<typeof matrixSchema>['result'][number];

/** A query range; both ends are evaluated. Unix seconds. */
export interface QueryRange {
  start: number;
  end: number;
  step: number;
}

/** Prometheus would have to hold more samples than it is allowed to. */
export class TooManySamplesError extends SourceError {
  constructor(detail: string) {
    super('configuration', detail);
  }
}

/** The few calls of Prometheus's HTTP API that the tab needs. */
export class PrometheusClient {
  readonly #instance: PrometheusInstance;

  constructor(instance: PrometheusInstance) {
    this.#instance = instance;
  }

  /**
   * `POST /api/v1/query_range`.
   *
   * @throws SourceError classified by what Prometheus answered.
   */
  async queryRange(
    query: string,
    range: QueryRange,
    context: SliQueryContext,
  ): Promise<MatrixSeries[]> {
    const data = await this.#call('query_range', context, {
      query,
      start: String(range.start),
      end: String(range.end),
      step: String(range.step),
    });
    return understood(matrixSchema, data, 'query_range').result;
  }

  /**
   * How long samples are kept, as Prometheus words it (`15d`, `15d or 10GiB`);
   * undefined for servers that do not have this call.
   */
  async storageRetention(
    context: SliQueryContext,
  ): Promise<string | undefined> {
    try {
      const data = await this.#call('status/runtimeinfo', context);
      return runtimeInfoSchema.safeParse(data).data?.storageRetention;
    } catch (error) {
      // Thanos, Mimir and the managed services have no such call.
      const absent =
        error instanceof SourceError &&
        ['not-found', 'forbidden', 'configuration', 'malformed'].includes(
          error.kind,
        );
      if (absent) return undefined;
      throw error;
    }
  }

  async #call(
    path: string,
    context: SliQueryContext,
    form?: Record<string, string>,
  ): Promise<unknown> {
    await context.countCall();
    const { baseUrl } = this.#instance;
    const response = await fetch(
      `${baseUrl.replace(/\/+$/, '')}/api/v1/${path}`,
      {
        method: form ? 'POST' : 'GET',
        body: form && new URLSearchParams(form),
        headers: this.#headers(),
        signal: requestSignal(context.signal, QUERY_TIMEOUT_MS),
        // Credentials are for this host only.
        redirect: 'error',
      },
    );
    const body = await readBody(response);
    if (!response.ok) throw refusal(response, body, context.now);
    return understood(answerSchema, parseJson(body), path).data;
  }

  #headers(): Record<string, string> {
    const { token, basicAuth, tenant } = this.#instance;
    return {
      Accept: 'application/json',
      ...(tenant ? { 'X-Scope-OrgID': tenant } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(basicAuth
        ? {
            Authorization: `Basic ${Buffer.from(
              `${basicAuth.username}:${basicAuth.password}`,
            ).toString('base64')}`,
          }
        : {}),
    };
  }
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) {
      throw new SourceError(
        'malformed',
        `the answer is longer than ${MAX_ANSWER_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Only what Prometheus itself says of the fault is shown: a proxy's page may repeat the credentials. */
function refusal(response: Response, body: string, now: Date): SourceError {
  const said = refusalSchema.safeParse(quietlyParsed(body)).data;
  const detail = said && `${said.errorType}: ${said.error}`;
  if (detail && /too many samples|limit.*samples/i.test(detail)) {
    return new TooManySamplesError(detail);
  }
  // Prometheus answers 503 to a query that ran into its own time limit.
  if (said?.errorType === 'timeout') {
    return new SourceError('timeout', `Prometheus says ${detail}`);
  }
  return responseError(response, {
    now,
    detail,
    missingPermission: 'GET and POST /api/v1/query_range',
  });
}

function understood<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SourceError(
    'malformed',
    `/api/v1/${path}: ${issue.path.join('.') || 'the answer'}: ${
      issue.message
    }`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw new SourceError('malformed', 'the answer is no JSON');
  }
}

function quietlyParsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

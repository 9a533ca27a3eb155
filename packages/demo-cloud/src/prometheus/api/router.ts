import express, {
  NextFunction,
  Request,
  RequestHandler,
  Response,
  Router,
} from 'express';
import {
  DEFAULT_EVALUATION_INTERVAL_MS,
  evaluateInstant,
  evaluateRange,
  QueryContext,
} from '../engine/query';
import { PromqlError } from '../promql/errors';
import { AlertContext } from '../rules/activeAlerts';
import { DEMO_RULES } from '../rules/demoRules';
import { requireBearer } from './bearer';
import { formatInstant, formatMatrix } from './format';
import { labelNamesOf, labelValuesOf, seriesIn } from './metadata';
import {
  instantOf,
  invalidParameter,
  optionalTime,
  Params,
  rangeOf,
} from './params';
import { alertsData, rulesData } from './rulesApi';
import { buildInfo, runtimeInfo } from './status';

/** How to set up the stand-in for a Prometheus server. */
export interface PrometheusOptions extends AlertContext {
  /** The present, in ms since the epoch. */
  now: () => number;
  /** When set, every request must carry `Authorization: Bearer <token>`, as behind an authenticating proxy. */
  token?: string;
}

type Answer = (
  params: Params,
  nowMs: number,
  path: Record<string, string>,
) => unknown;

/**
 * The HTTP API of Prometheus 2.42 over the series of the demo world: queries, metadata, rules, alerts and status. To be
 * mounted at the root of a server of its own.
 */
export function createPrometheusRouter(options: PrometheusOptions): Router {
  const startedMs = options.now();
  const at = (nowMs: number): QueryContext => ({ ...options, nowMs });
  const rules = options.rules ?? DEMO_RULES;
  const router = Router();
  router.use(requireBearer(options.token));
  const form = express.text({
    type: 'application/x-www-form-urlencoded',
    limit: '1mb',
  });

  /** Serves `answer` as the `data` of a success, under GET and, for those that Prometheus lets POST, under both. */
  const serve = (
    path: string,
    methods: 'GET' | 'GET, POST',
    answer: Answer,
  ) => {
    const handler: RequestHandler = (request, response) => {
      const data = answer(new Params(request), options.now(), request.params);
      response.json({ status: 'success', data });
    };
    const route = router.route(`/api/v1/${path}`).get(handler);
    if (methods === 'GET, POST') {
      route.post(form, handler);
    }
    route.all((_request, response) => {
      response
        .status(405)
        .set('Allow', `${methods}, OPTIONS`)
        .type('text/plain')
        .send('Method Not Allowed\n');
    });
  };

  serve('query', 'GET, POST', (params, nowMs) => {
    const timeMs = instantOf(params, nowMs);
    return namingParameter('query', () =>
      formatInstant(evaluateInstant(at(nowMs), params.get('query'), timeMs)),
    );
  });
  serve('query_range', 'GET, POST', (params, nowMs) => {
    const range = rangeOf(params);
    return formatMatrix(evaluateRange(at(nowMs), params.get('query'), range));
  });

  const matching = (params: Params, nowMs: number, selectors: string[]) =>
    namingParameter('match[]', () =>
      seriesIn(
        at(nowMs),
        selectors,
        optionalTime(params, 'start', -Infinity),
        optionalTime(params, 'end', Infinity),
      ),
    );
  const all = ['{__name__!=""}'];
  serve('series', 'GET, POST', (params, nowMs) => {
    const selectors = params.all('match[]');
    if (selectors.length === 0) {
      throw new PromqlError('bad_data', 'no match[] parameter provided');
    }
    return matching(params, nowMs, selectors);
  });
  serve('labels', 'GET, POST', (params, nowMs) => {
    const selectors = params.all('match[]');
    return labelNamesOf(
      matching(params, nowMs, selectors.length > 0 ? selectors : all),
    );
  });
  serve('label/:name/values', 'GET', (params, nowMs, { name }) => {
    if (!/^[a-zA-Z_]\w*$/.test(name)) {
      throw new PromqlError('bad_data', `invalid label name: "${name}"`);
    }
    const selectors = params.all('match[]');
    return labelValuesOf(
      matching(params, nowMs, selectors.length > 0 ? selectors : all),
      name,
    );
  });

  serve('alerts', 'GET', (_params, nowMs) => alertsData(options, rules, nowMs));
  serve('rules', 'GET', (params, nowMs) =>
    rulesData(
      options,
      rules,
      nowMs,
      options.evaluationIntervalMs ?? DEFAULT_EVALUATION_INTERVAL_MS,
      params.get('type'),
    ),
  );
  serve('status/runtimeinfo', 'GET', () =>
    runtimeInfo(startedMs, options.retentionMs),
  );
  serve('status/buildinfo', 'GET', buildInfo);
  for (const [path, state] of [
    ['/-/ready', 'Ready'],
    ['/-/healthy', 'Healthy'],
  ]) {
    router.get(path, (_request, response) => {
      response.type('text/plain').send(`Prometheus Server is ${state}.\n`);
    });
  }
  router.use((_request, response) => {
    response.status(404).type('text/plain').send('404 page not found\n');
  });
  router.use(answerError);
  return router;
}

/** Puts the parameter's name before the message of a malformed query, as Prometheus does where it has only one. */
function namingParameter<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PromqlError && error.errorType === 'bad_data') {
      throw invalidParameter(name, error.message);
    }
    throw error;
  }
}

function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
) {
  if (!(error instanceof PromqlError)) {
    next(error);
    return;
  }
  response.status(error.errorType === 'bad_data' ? 400 : 422).json({
    status: 'error',
    errorType: error.errorType,
    error: error.message,
  });
}

import express, {
  NextFunction,
  Request,
  RequestHandler,
  Response,
  Router,
} from 'express';
import { requireBearer } from '../../prometheus/api/bearer';
import { Alert, AlertStatus } from '../alert';
import {
  compareAlerts,
  compareLabelSets,
  groupKeyOf,
  groupLabelsOf,
} from '../grouping';
import { MatcherError } from '../matcher';
import { Silences } from '../silences';
import { formatAlert } from './alerts';
import { ApiError, parsingFailed } from './errors';
import { alertFilter } from './filter';
import { readAlerts } from './postedAlerts';
import { addSilenceRoutes } from './silencesApi';
import { statusData } from './status';

/** What the API works on. */
export interface ApiContext {
  now: () => number;
  token?: string;
  receiver: string;
  groupBy: readonly string[];
  timing: {
    groupWaitMs: number;
    groupIntervalMs: number;
    repeatIntervalMs: number;
  };
  webhookUrl?: string;
  silences: Silences;
  /** The alerts that fire now. */
  firing: () => Alert[];
  statusOf: (alert: Alert) => AlertStatus;
  /** Takes in a posted alert. */
  put: (alert: Alert) => void;
}

/** The API v2 of Alertmanager 0.25, to be mounted at the root of a server of its own. */
export function createAlertmanagerRouter(context: ApiContext): Router {
  const { receiver, now } = context;
  const startedMs = now();
  const router = Router();
  router.use(requireBearer(context.token));
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  const show = (alert: Alert) =>
    formatAlert(alert, context.statusOf(alert), receiver);
  router
    .route('/api/v2/alerts')
    .get((request, response) => {
      const passes = alertFilter(request, receiver, context.statusOf);
      response.json(
        context
          .firing()
          .filter(passes)
          .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
          .map(show),
      );
    })
    .post(jsonBody('alerts'), (request, response) => {
      const { alerts, failure } = readAlerts(request.body, now());
      alerts.forEach(context.put);
      if (failure) {
        throw failure;
      }
      response.status(200).end();
    })
    .all(methodNotAllowed('POST', 'GET'));

  router
    .route('/api/v2/alerts/groups')
    .get((request, response) => {
      const passes = alertFilter(request, receiver, context.statusOf);
      const groups = groupAlerts(
        context.firing().filter(passes),
        context.groupBy,
      );
      response.json(
        groups.map(({ labels, alerts }) => ({
          alerts: alerts.map(show),
          labels,
          receiver: { name: receiver },
        })),
      );
    })
    .all(methodNotAllowed('GET'));

  addSilenceRoutes(router, context, jsonBody('silence'), methodNotAllowed);
  router
    .route('/api/v2/status')
    .get((_request, response) => {
      response.json(statusData(context, startedMs));
    })
    .all(methodNotAllowed('GET'));
  router
    .route('/api/v2/receivers')
    .get((_request, response) => {
      response.json([{ name: receiver }]);
    })
    .all(methodNotAllowed('GET'));
  for (const path of ['/-/ready', '/-/healthy']) {
    router.get(path, (_request, response) => {
      response.type('text/plain').send('OK');
    });
  }
  router.use((request, response) => {
    response
      .status(404)
      .json({ code: 404, message: `path ${request.path} was not found` });
  });
  router.use(answerError);
  return router;
}

function groupAlerts(alerts: Alert[], groupBy: readonly string[]) {
  const groups = new Map<
    string,
    { labels: Record<string, string>; alerts: Alert[] }
  >();
  for (const alert of alerts) {
    const labels = groupLabelsOf(alert, groupBy);
    const key = groupKeyOf(labels);
    const group = groups.get(key) ?? { labels, alerts: [] };
    group.alerts.push(alert);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(group => ({ ...group, alerts: group.alerts.sort(compareAlerts) }))
    .sort((a, b) => compareLabelSets(a.labels, b.labels));
}

/** Reads a JSON body of any kind; `name` is what Alertmanager calls it when it cannot. */
function jsonBody(name: string): RequestHandler {
  const readText = express.text({ type: () => true, limit: '4mb' });
  return (request, response, next) => {
    const type = request.headers['content-type']?.split(';')[0] ?? '';
    if (type !== 'application/json') {
      throw new ApiError(415, {
        code: 415,
        message: `unsupported media type "${type}", only [application/json] are allowed`,
      });
    }
    readText(request, response, (error?: unknown) => {
      try {
        if (!error) {
          request.body = JSON.parse(String(request.body));
        }
        next(error);
      } catch (reason) {
        next(parsingFailed(name, String(reason)));
      }
    });
  };
}

function methodNotAllowed(...allowed: string[]): RequestHandler {
  return (request, response) => {
    response
      .status(405)
      .set('Allow', allowed.join())
      .json({
        code: 405,
        message: `method ${
          request.method
        } is not allowed, but [${allowed.join()}] are`,
      });
  };
}

function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
) {
  if (error instanceof MatcherError) {
    response.status(400).json(error.message);
  } else if (error instanceof ApiError) {
    response.status(error.status).json(error.body);
  } else {
    next(error);
  }
}

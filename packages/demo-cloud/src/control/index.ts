import express, { NextFunction, Request, Response, Router } from 'express';
import { RequestCount } from '../server/gate';
import { Source, UnknownSwitchError } from '../world/scenarios';
import { renderPage } from './page';
import { Story } from './story';

/** What the control server works on. */
export interface ControlOptions {
  story: Story;
  now: () => number;
  counts: ReadonlyMap<Source, RequestCount>;
  /** Addresses of the stand-ins, once they listen. */
  urls: () => Readonly<Record<string, string>>;
}

/** The switches of the demo: a page for people and JSON for programs. */
export function createControl(options: ControlOptions): Router {
  const { story, now, counts, urls } = options;
  const router = express.Router();
  router.use(onlyFromHere);
  router.use(express.json({ limit: '16kb' }));
  router.use(express.urlencoded({ extended: false, limit: '16kb' }));

  router.get('/', (_request, response) => {
    response
      .set(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      )
      .type('html')
      .send(
        renderPage({
          now: now(),
          standings: story.standings(now()),
          counts,
          urls: urls(),
        }),
      );
  });
  router.get('/scenarios', (_request, response) => {
    response.json(scenarios(options));
  });
  router.post('/scenarios', async (request, response, next) => {
    try {
      const { name, target, on } = parseTurn(request.body);
      await story.turn(name, target, on, now());
      if (request.is('urlencoded')) {
        response.redirect(303, '/');
      } else {
        response.json(scenarios(options));
      }
    } catch (error) {
      next(error);
    }
  });
  router.get('/metrics.json', (_request, response) => {
    response.json({
      now: new Date(now()).toISOString(),
      sources: Object.fromEntries(counts),
    });
  });
  router.use(onError);
  return router;
}

function scenarios({ story, now }: ControlOptions): object {
  return {
    now: new Date(now()).toISOString(),
    scenarios: story.standings(now()),
  };
}

/** The body of a call is not a turn of a switch, or comes from elsewhere. */
class RefusedError extends Error {
  readonly name = 'RefusedError';

  constructor(readonly status: number, message: string) {
    super(message);
  }
}

function parseTurn(body: unknown): {
  name: string;
  target: string;
  on: boolean;
} {
  const { switch: name, target, on } = (body ?? {}) as Record<string, unknown>;
  const turned = { true: true, false: false }[String(on)];
  if (
    typeof name !== 'string' ||
    typeof target !== 'string' ||
    turned === undefined
  ) {
    throw new RefusedError(
      400,
      'Send {"switch": "<name>", "target": "<name>", "on": true or false}',
    );
  }
  return { name, target, on: turned };
}

/** Other web sites that a browser has open must not turn switches. */
function onlyFromHere(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  const host = request.get('host') ?? '';
  const origin = request.get('origin');
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  const own = origin === undefined || origin === `http://${host}`;
  next(
    local && own
      ? undefined
      : new RefusedError(403, 'The switches are turned on this machine only'),
  );
}

/** Express knows an error handler by its four parameters. */
function onError(
  error: Error & { status?: number },
  _request: Request,
  response: Response,
  _next: NextFunction,
): void {
  const status = error instanceof UnknownSwitchError ? 404 : error.status;
  response.status(status ?? 500).json({ error: { message: error.message } });
}

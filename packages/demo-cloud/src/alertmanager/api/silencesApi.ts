import { RequestHandler, Router } from 'express';
import {
  compileMatchers,
  Matcher,
  MatcherError,
  sameMatcher,
} from '../matcher';
import {
  Silence,
  SilenceNotFoundError,
  Silences,
  silenceState,
} from '../silences';
import { apiTime } from './alerts';
import { ApiError, fieldRequired, parsingFailed } from './errors';
import { isRecord, optionalTimeOf } from './fields';
import { filterMatchers } from './filter';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Adds the routes that list, show, create, change and end silences. */
export function addSilenceRoutes(
  router: Router,
  { silences, now }: { silences: Silences; now: () => number },
  jsonBody: RequestHandler,
  methodNotAllowed: (...allowed: string[]) => RequestHandler,
): void {
  router
    .route('/api/v2/silences')
    .get((request, response) => {
      const wanted = filterMatchers(request);
      const shown = silences
        .list(now())
        .filter(({ matchers }) =>
          wanted.every(w => matchers.some(m => sameMatcher(m, w))),
        );
      response.json(shown.map(silence => formatSilence(silence, now())));
    })
    .post(jsonBody, (request, response) => {
      const wanted = readSilence(request.body, now());
      response.json({
        silenceID: orNotFound(404, () => silences.set(wanted, now())),
      });
    })
    .all(methodNotAllowed('POST', 'GET'));

  router
    .route('/api/v2/silence/:id')
    .all((request, _response, next) => {
      if (!UUID.test(request.params.id)) {
        throw new ApiError(422, {
          code: 601,
          message: `silenceID in path must be of type uuid: "${request.params.id}"`,
        });
      }
      next();
    })
    .get((request, response) => {
      const silence = silences.get(request.params.id);
      if (silence) {
        response.json(formatSilence(silence, now()));
      } else {
        response.status(404).end();
      }
    })
    .delete((request, response) => {
      orNotFound(500, () => silences.expire(request.params.id, now()));
      response.status(200).end();
    })
    .all(methodNotAllowed('DELETE', 'GET'));
}

/** Alertmanager 0.25 answers an unknown silence with 404 when it is to be changed and with 500 when it is to be ended. */
function orNotFound<T>(status: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SilenceNotFoundError) {
      throw new ApiError(status, error.message);
    }
    throw error;
  }
}

function formatSilence(silence: Silence, nowMs: number): object {
  return {
    id: silence.id,
    status: { state: silenceState(silence, nowMs) },
    updatedAt: apiTime(silence.updatedAtMs),
    comment: silence.comment,
    createdBy: silence.createdBy,
    endsAt: apiTime(silence.endsAtMs),
    matchers: silence.matchers.map(({ isEqual, isRegex, name, value }) => ({
      isEqual,
      isRegex,
      name,
      value,
    })),
    startsAt: apiTime(silence.startsAtMs),
  };
}

function readSilence(
  body: unknown,
  nowMs: number,
): Omit<Silence, 'id' | 'updatedAtMs'> & { id?: string } {
  if (!isRecord(body)) {
    throw parsingFailed('silence', 'json: cannot unmarshal value');
  }
  const startsAtMs = optionalTimeOf(body.startsAt, 'silence');
  const endsAtMs = optionalTimeOf(body.endsAt, 'silence');
  const { comment, createdBy, id } = body;
  if (typeof comment !== 'string') {
    throw fieldRequired('comment');
  }
  if (typeof createdBy !== 'string') {
    throw fieldRequired('createdBy');
  }
  if (endsAtMs === undefined) {
    throw fieldRequired('endsAt');
  }
  const matchers = readMatchers(body.matchers);
  if (startsAtMs === undefined) {
    throw fieldRequired('startsAt');
  }
  if (startsAtMs >= endsAtMs) {
    throw new ApiError(
      400,
      'Failed to create silence: start time must be before end time',
    );
  }
  if (endsAtMs < nowMs) {
    throw new ApiError(
      400,
      "Failed to create silence: end time can't be in the past",
    );
  }
  refuseInvalid(matchers);
  return {
    ...(typeof id === 'string' && id !== '' ? { id } : {}),
    matchers,
    startsAtMs,
    endsAtMs,
    createdBy,
    comment,
  };
}

function readMatchers(value: unknown): Matcher[] {
  if (!Array.isArray(value)) {
    throw fieldRequired('matchers');
  }
  if (value.length === 0) {
    throw new ApiError(422, {
      code: 612,
      message: 'matchers in body should have at least 1 items',
    });
  }
  return value.map((matcher: unknown, i) => {
    const fields = isRecord(matcher) ? matcher : {};
    const { name, value: text, isRegex, isEqual } = fields;
    if (typeof isRegex !== 'boolean') {
      throw fieldRequired(`matchers.${i}.isRegex`);
    }
    if (typeof name !== 'string') {
      throw fieldRequired(`matchers.${i}.name`);
    }
    if (typeof text !== 'string') {
      throw fieldRequired(`matchers.${i}.value`);
    }
    return { name, value: text, isRegex, isEqual: isEqual !== false };
  });
}

function refuseInvalid(matchers: Matcher[]) {
  const invalid = (reason: string) =>
    new ApiError(400, `silence invalid: ${reason}`);
  matchers.forEach((matcher, i) => {
    if (!/^[a-zA-Z_]\w*$/.test(matcher.name)) {
      throw invalid(
        `invalid label matcher ${i}: invalid label name ${JSON.stringify(
          matcher.name,
        )}`,
      );
    }
    try {
      compileMatchers([matcher]);
    } catch (error) {
      if (error instanceof MatcherError) {
        throw invalid(
          `invalid label matcher ${i}: invalid regular expression ${JSON.stringify(
            matcher.value,
          )}: ${error.message.replace(/\^\(\?:([\s\S]*)\)\$/, '$1')}`,
        );
      }
      throw error;
    }
  });
  if (matchers.every(matcher => compileMatchers([matcher])({}))) {
    throw invalid('at least one matcher must not match the empty string');
  }
}

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { serializeError } from '@backstage/errors';
import {
  createRouteRouter,
  parseInput,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  feedFileContract,
  feedsContract,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { FeedReader } from './FeedReader';
import { FeedFile, FeedService } from './FeedService';
import { RateLimit } from './RateLimit';
import { feedTokenHash } from './feedToken';

export interface FeedRouterOptions {
  service: FeedService;
  /** Undefined while feeds are switched off: then none is found. */
  reader: Pick<FeedReader, 'read'> | undefined;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  clock?: () => Date;
}

/** Path of the feeds themselves, which must be open to callers without credentials. */
export const FEED_FILE_PATH = feedFileContract.routes.readFeed.path;

/** Calendars ask every quarter of an hour at most; somebody tries out what they have just made. */
const PER_FEED = { burst: 20, perMinute: 6 };
/** A gateway may stand for a whole company. */
const PER_ADDRESS = { burst: 300, perMinute: 300 };

/** Feeds, and the routes by which people keep them. */
export function createFeedRouter(options: FeedRouterOptions): express.Router {
  const { service, reader, auditor } = options;
  const clock = options.clock ?? (() => new Date());
  const router = createRouteRouter(
    feedsContract,
    {
      listFeeds: ({ credentials }) => service.list(credentials),
      createFeed: ({ credentials, body }) => service.create(credentials, body),
      revokeFeed: ({ credentials, params: { feedId } }) =>
        service.revoke(credentials, feedId),
    },
    options,
  );
  const perFeed = new RateLimit(PER_FEED);
  const perAddress = new RateLimit(PER_ADDRESS);
  const { path, params, audit } = feedFileContract.routes.readFeed;

  /** The request is left out of the audit event: its address holds the token. */
  const read = async (token: string): Promise<FeedFile | undefined> => {
    const event = await auditor.createEvent({
      eventId: audit,
      severityLevel: 'low',
    });
    try {
      const file = await reader?.read(token);
      if (file) {
        const { feedId, ownerRef } = file;
        await event.success({ meta: { feedId, ownerRef } });
      } else {
        await event.fail({ error: new Error('Feeds are switched off') });
      }
      return file;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      if (error instanceof Error && error.name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    }
  };

  router.get(path, async (request, response) => {
    response.set({
      'Cache-Control': 'private, no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    });
    const { token } = parseInput(params, request.params);
    const now = clock();
    const wait = Math.max(
      perAddress.take(request.ip ?? '', now),
      perFeed.take(feedTokenHash(token), now),
    );
    if (wait > 0) {
      response.set('Retry-After', String(wait));
      refuse(response, 429, 'TooManyRequestsError', 'Too many requests');
      return;
    }
    const file = await read(token);
    if (!file) {
      refuse(response, 404, 'NotFoundError', 'There is no such feed');
      return;
    }
    response.set('ETag', file.etag);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    response
      .type('text/calendar; charset=utf-8')
      .set('Content-Disposition', 'inline; filename="runbooks.ics"')
      .send(file.text);
  });
  return router;
}

/** In the form of Backstage's error middleware, without the address, which holds the token. */
function refuse(
  response: express.Response,
  statusCode: number,
  name: string,
  message: string,
): void {
  const error = new Error(message);
  error.name = name;
  response
    .status(statusCode)
    .json({ error: serializeError(error), response: { statusCode } });
}

import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { carriesBearerToken } from './bearer';
import { WebhookInbox } from './WebhookInbox';

export interface WebhookReceiver {
  /** Last part of the path that it is reached under. */
  id: string;
  /** Tokens that a sender may present. */
  tokens: readonly string[];
}

export interface WebhookRouterOptions {
  /** Path before the receiver's id, for example `/webhooks/alertmanager`. */
  path: string;
  receivers: readonly WebhookReceiver[];
  inbox: WebhookInbox;
  /** Called after a delivery was stored and answered. */
  onDelivery?: () => void;
  clock?: () => Date;
}

const MAX_BODY = '1mb';

/**
 * Takes deliveries: the sender is verified, the raw body is stored, the answer
 * is 202, and only then is anything processed. The plugin must open exactly
 * this path with an `unauthenticated` auth policy.
 */
export function createWebhookRouter(
  options: WebhookRouterOptions,
): express.Router {
  const clock = options.clock ?? (() => new Date());
  const router = Router();
  const receivers = new Map(options.receivers.map(each => [each.id, each]));

  router.post(
    `${options.path}/:receiver`,
    // The sender is looked at before its body is read. Whether the receiver or
    // the token is wrong is nobody's business.
    async request => {
      const tokens = receivers.get(request.params.receiver)?.tokens ?? [];
      if (!carriesBearerToken(request.header('authorization'), tokens)) {
        throw new AuthenticationError('The webhook is not authenticated');
      }
      if (!(await options.inbox.hasRoom())) {
        throw new ServiceUnavailableError(
          'Too many deliveries wait; come back later',
        );
      }
      return 'next';
    },
    // Whatever its type says: the bytes are kept as they are.
    express.raw({ type: () => true, limit: MAX_BODY }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : '';
      await options.inbox.add(request.params.receiver, body, clock());
      response.status(202).json({ accepted: true });
      options.onDelivery?.();
    },
  );
  return router;
}

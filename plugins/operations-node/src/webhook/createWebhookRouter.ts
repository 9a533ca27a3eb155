import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { deliveryKey } from './deliveryKey';
import { BodyError, readRawBody } from './readRawBody';
import { WebhookReceiver, receiverName } from './receiver';
import { ReceiverLog } from './ReceiverLog';
import {
  DeliveryRefusedError,
  ComeAgainError,
  VerifiedDelivery,
} from './schemes';
import { WebhookInbox } from './WebhookInbox';

export interface WebhookRouterOptions {
  /** Path before the sender and the receiver, for example `/webhooks`. */
  path: string;
  receivers: readonly WebhookReceiver[];
  inbox: WebhookInbox;
  log: ReceiverLog;
  /** Called after a delivery was stored and answered. */
  onDelivery?: () => void;
  clock?: () => Date;
  /** Longest time that a body may take. Default: 10 seconds. */
  bodyTimeoutMs?: number;
}

const BODY_TIMEOUT_MS = 10_000;
const RETRY_AFTER_SECONDS = 30;

/**
 * Takes deliveries at `<path>/<sender>/<receiver>`: the sender is verified, the
 * raw body is stored, the answer is 202, and only then is anything processed. A
 * handshake of its scheme is answered 200 and not stored.
 * The plugin must open the path of each sender with an `unauthenticated` auth
 * policy.
 */
export function createWebhookRouter(
  options: WebhookRouterOptions,
): express.Router {
  const { inbox, log } = options;
  const clock = options.clock ?? (() => new Date());
  const timeoutMs = options.bodyTimeoutMs ?? BODY_TIMEOUT_MS;
  const router = Router();
  const receivers = new Map(
    options.receivers.map(each => [receiverName(each), each]),
  );

  const takeDelivery = async (
    request: express.Request,
    { scheme, maxBodyBytes }: WebhookReceiver,
  ) => {
    const { headersDistinct } = request;
    const limits = { maxBytes: maxBodyBytes, timeoutMs };
    // Where the headers prove it all, a stranger's body is not even read.
    const early =
      scheme.covers === 'headers'
        ? await scheme.verify(headersDistinct, Buffer.alloc(0), clock())
        : undefined;
    const body = await readRawBody(request, limits);
    const verified =
      early ?? (await scheme.verify(headersDistinct, body, clock()));
    return { body, verified };
  };

  const store = async (
    receiver: WebhookReceiver,
    { body, verified }: { body: Buffer; verified: VerifiedDelivery },
  ) => {
    const now = clock();
    const key = deliveryKey(receiver.receiver, body, verified, now);
    if (!(await stored(inbox.hasRoom(receiver)))) {
      throw new ComeAgainError('too many deliveries wait');
    }
    const delivery = { address: receiver, key, body };
    const outcome = await stored(inbox.add(delivery, now));
    log.received(receiver, outcome, now);
  };

  /**
   * Whatever is wrong with the proof, the answer is the same: which receivers
   * there are, and how close somebody came, is nobody's business.
   */
  const answerTo = (
    error: unknown,
    receiver: WebhookReceiver | undefined,
    response: express.Response,
  ): unknown => {
    if (error instanceof DeliveryRefusedError) {
      log.rejected(receiver, error.reason, clock());
      return new AuthenticationError('The webhook is not authenticated');
    }
    if (error instanceof BodyError) {
      log.rejected(receiver, error.kind, clock());
      // Part of the body may still be under way: the connection is of no more use.
      response.set('Connection', 'close');
      return error;
    }
    if (error instanceof ComeAgainError && receiver) {
      log.deferred(receiver, error.message, error.cause);
      response.set('Retry-After', String(RETRY_AFTER_SECONDS));
      return new ServiceUnavailableError('The webhook cannot be taken now');
    }
    return error;
  };

  router.post(
    `${options.path}/:sender/:receiver`,
    async (request, response) => {
      const { sender, receiver: id } = request.params;
      const receiver = receivers.get(receiverName({ sender, receiver: id }));
      try {
        if (!receiver) throw new DeliveryRefusedError('unknown-receiver');
        const taken = await takeDelivery(request, receiver);
        const greeting = receiver.scheme.handshake?.(taken.body);
        if (greeting) {
          log.greeted(receiver, clock());
          response.status(200).json(greeting);
          return;
        }
        await store(receiver, taken);
      } catch (error) {
        throw answerTo(error, receiver, response);
      }
      response.status(202).json({ accepted: true });
      options.onDelivery?.();
    },
  );

  return router;
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new ComeAgainError('it could not be stored', { cause });
  }
}

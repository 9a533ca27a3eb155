import { LoggerService } from '@backstage/backend-plugin-api';
import {
  SnsCertificates,
  WebhookReceiver,
  createScheme,
} from '@opsdeck/backstage-plugin-operations-node';
import { SenderConfig } from '../config/readIncidentsConfig';
import { SENDERS } from './senders';

/** The webhook receivers that are configured. */
export function createReceivers(
  configs: readonly SenderConfig[],
  logger: LoggerService,
): WebhookReceiver[] {
  const certificates = new SnsCertificates();
  return configs.map(config => ({
    sender: config.sender,
    receiver: config.id,
    scheme: createScheme(config, {
      certificates,
      onUnsubscribed: topicArn =>
        logger.warn(
          `The subscription of ${config.sender}/${config.id} to ${topicArn} has been taken away`,
        ),
    }),
    maxBodyBytes: config.maxBody,
    maxSilence: config.maxSilence,
    reconciledBy: {
      sourceId: SENDERS[config.sender].sourceId,
      scopeId: config.id,
    },
  }));
}

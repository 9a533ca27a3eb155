import {
  acceptedSchema,
  defineContract,
  lookUpText,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

/** Where senders deliver to; the body is stored as it comes and read afterwards. */
export const webhooksContract = defineContract({
  pluginId: 'incidents',
  title: 'Webhooks',
  description: 'Receivers of what monitoring sends by itself.',
  routes: {
    receiveAlertmanager: {
      method: 'post',
      path: '/webhooks/alertmanager/:receiver',
      summary: 'Takes a delivery of Alertmanager, version 4 of its format',
      callers: ['webhook'],
      permissions: [],
      params: z.object({ receiver: lookUpText(100) }),
      body: z.looseObject({}),
      bodyLimit: 1024 * 1024,
      status: 202,
      answer: acceptedSchema,
      refusals: {
        408: 'The body came too slowly.',
        415: 'The body is encoded in a way that is not understood.',
        503: 'It cannot be stored now; come again after `Retry-After` seconds.',
      },
    },
  },
  schemas: {},
});

import { z } from 'zod/v4';

const common = {
  MessageId: z.string().min(1).max(255),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.iso.datetime(),
  // 1 signs by RSA and SHA-1, 2 by RSA and SHA-256.
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.base64(),
  SigningCertURL: z.string().max(1000),
};

const snsMessageSchema = z.discriminatedUnion('Type', [
  z.looseObject({
    ...common,
    Type: z.literal('Notification'),
    Subject: z.string().nullish(),
  }),
  z.looseObject({
    ...common,
    Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
    SubscribeURL: z.string(),
    Token: z.string().min(1),
  }),
]);

/** What Amazon SNS posts to an HTTPS endpoint, without raw message delivery. */
export type SnsMessage = z.infer<typeof snsMessageSchema>;

/** Undefined when the bytes are no such message. */
export function parseSnsMessage(rawBody: Buffer): SnsMessage | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    return snsMessageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * What SNS signs: names and values of certain fields, sorted by name, each on a
 * line of its own; the subject only where there is one. Source: "Verifying the
 * signatures of Amazon SNS messages", Amazon SNS Developer Guide.
 */
export function signedText(message: SnsMessage): string {
  const fields =
    message.Type === 'Notification'
      ? {
          Message: message.Message,
          MessageId: message.MessageId,
          ...(typeof message.Subject === 'string'
            ? { Subject: message.Subject }
            : {}),
          Timestamp: message.Timestamp,
          TopicArn: message.TopicArn,
          Type: message.Type,
        }
      : {
          Message: message.Message,
          MessageId: message.MessageId,
          SubscribeURL: message.SubscribeURL,
          Timestamp: message.Timestamp,
          Token: message.Token,
          TopicArn: message.TopicArn,
          Type: message.Type,
        };
  return Object.entries(fields)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}

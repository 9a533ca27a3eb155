import { KeyObject, sign } from 'node:crypto';
import { SnsMessage, signedText } from '../schemes/sns/snsMessage';

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
export const CERTIFICATE_URL =
  'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b2c3d4e5f.pem';
export const SUBSCRIBE_URL = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=token`;

/** A message of Amazon SNS, signed by the key. */
export function snsBody(
  key: KeyObject,
  sentAt: Date,
  change: Record<string, unknown> = {},
): string {
  const message = {
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: TOPIC,
    Message: '{"AlarmName":"Queue é"}',
    Timestamp: sentAt.toISOString(),
    SignatureVersion: '2',
    SigningCertURL: CERTIFICATE_URL,
    ...change,
  };
  const algorithm =
    message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const text = signedText({ Signature: '', ...message } as SnsMessage);
  const Signature = sign(algorithm, Buffer.from(text), key).toString('base64');
  return JSON.stringify({ ...message, Signature, ...change });
}

/** The handshake of a new subscription. */
export function snsConfirmation(
  key: KeyObject,
  sentAt: Date,
  change: Record<string, unknown> = {},
): string {
  return snsBody(key, sentAt, {
    Type: 'SubscriptionConfirmation',
    Message: 'You have chosen to subscribe',
    Token: 'to/ken',
    SubscribeURL: SUBSCRIBE_URL,
    ...change,
  });
}

import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import {
  SignatureScheme,
  SnsCertificates,
  bearerScheme,
  githubScheme,
  grafanaScheme,
  isStandardSecret,
  pagerdutyScheme,
  rootlyScheme,
  slackScheme,
  snsScheme,
  standardScheme,
} from './schemes';
import { isTopicArn } from './schemes/sns/snsUrls';

const DEFAULT_MAX_BODY = 1024 * 1024;
const LARGEST_MAX_BODY = 16 * 1024 * 1024;

const common = {
  id: z
    .string()
    .regex(
      /^[\w.-]{1,100}$/,
      'may hold letters, digits, dashes, dots and underscores',
    ),
  maxSilence: z
    .string()
    .refine(isDuration, 'must be an ISO-8601 duration such as PT1H')
    .optional(),
  maxBody: z
    .number()
    .int()
    .min(1024, 'must be 1024 bytes or more')
    .max(LARGEST_MAX_BODY, `must be ${LARGEST_MAX_BODY} bytes or less`)
    .default(DEFAULT_MAX_BODY),
};

const secretText = z.string().min(16, 'must have at least 16 characters');
const standardText = z
  .string()
  .refine(isStandardSecret, 'must be "whsec_" and at least 24 bytes in base64');
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header');

/** One secret or several: the present one, and the next while they rotate. */
const secrets = (text: z.ZodString = secretText) => ({
  secret: text.optional(),
  secrets: z.array(text).min(1).optional(),
});

const hmac = <T extends string>(scheme: T) =>
  z
    .strictObject({ scheme: z.literal(scheme), ...common, ...secrets() })
    .refine(hasSecret, { error: 'needs a secret', path: ['secret'] });

const receiverSchema = z.discriminatedUnion('scheme', [
  z
    .strictObject({
      scheme: z.literal('bearer'),
      ...common,
      token: secretText.optional(),
      tokens: z.array(secretText).min(1).optional(),
    })
    .refine(({ token, tokens }) => token ?? tokens, {
      error: 'needs a token',
      path: ['token'],
    }),
  hmac('github'),
  hmac('pagerduty'),
  hmac('slack'),
  hmac('rootly'),
  z
    .strictObject({
      scheme: z.literal('standard-webhooks'),
      ...common,
      ...secrets(standardText),
    })
    .refine(hasSecret, { error: 'needs a secret', path: ['secret'] }),
  z
    .strictObject({
      scheme: z.literal('grafana'),
      ...common,
      ...secrets(),
      signatureHeader: headerName.optional(),
      timestampHeader: headerName.optional(),
    })
    .refine(hasSecret, { error: 'needs a secret', path: ['secret'] }),
  z.strictObject({
    scheme: z.literal('sns'),
    ...common,
    topicArns: z
      .array(z.string().refine(isTopicArn, 'must be the ARN of an SNS topic'))
      .min(1, 'must name at least one topic'),
  }),
]);

/** A receiver as it is configured. */
export type ReceiverConfig = z.infer<typeof receiverSchema>;

/**
 * The receivers of one sender, below its name in the configuration.
 *
 * @param scheme - by which deliveries are verified where none is named
 */
export function receiversSchema(scheme: ReceiverConfig['scheme']) {
  const withScheme = z.preprocess(
    value =>
      typeof value === 'object' && value !== null
        ? { scheme, ...value }
        : value,
    receiverSchema,
  );
  return z
    .array(withScheme)
    .default([])
    .refine(
      receivers =>
        new Set(receivers.map(({ id }) => id)).size === receivers.length,
      { error: 'names a receiver twice' },
    );
}

export interface SchemeServices {
  certificates: SnsCertificates;
  /** Told that a subscription has been taken away. */
  onUnsubscribed: (topicArn: string) => void;
}

/** How a configured receiver verifies its deliveries. */
export function createScheme(
  config: ReceiverConfig,
  services: SchemeServices,
): SignatureScheme {
  switch (config.scheme) {
    case 'bearer':
      return bearerScheme(listOf(config.token, config.tokens));
    case 'github':
      return githubScheme(listOf(config.secret, config.secrets));
    case 'pagerduty':
      return pagerdutyScheme(listOf(config.secret, config.secrets));
    case 'slack':
      return slackScheme(listOf(config.secret, config.secrets));
    case 'rootly':
      return rootlyScheme(listOf(config.secret, config.secrets));
    case 'standard-webhooks':
      return standardScheme(listOf(config.secret, config.secrets));
    case 'grafana':
      return grafanaScheme(listOf(config.secret, config.secrets), {
        signature: config.signatureHeader,
        timestamp: config.timestampHeader,
      });
    case 'sns':
      return snsScheme({ ...services, topicArns: config.topicArns });
    default:
      return config satisfies never;
  }
}

function listOf(one: string | undefined, more: string[] = []): string[] {
  return one === undefined ? more : [one, ...more];
}

function hasSecret(config: { secret?: string; secrets?: string[] }): boolean {
  return config.secret !== undefined || config.secrets !== undefined;
}

function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}

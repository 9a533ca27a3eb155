import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

const duration = z.string().refine(
  text => {
    try {
      parseDuration(text);
      return true;
    } catch {
      return false;
    }
  },
  { error: 'must be an ISO-8601 duration such as PT1M' },
);

const accountSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^\d{12}$/, 'must be a twelve-digit account id, quoted'),
    title: z.string().optional(),
    regions: z.array(z.string().min(1)).min(1),
    roleArn: z.string().startsWith('arn:').optional(),
    externalId: z.string().optional(),
    accessKeyId: z.string().optional(),
    secretAccessKey: z.string().optional(),
  })
  .refine(
    account =>
      (account.accessKeyId === undefined) ===
      (account.secretAccessKey === undefined),
    { error: 'accessKeyId and secretAccessKey go together' },
  );

const awsSchema = z.strictObject({
  endpoint: z.url().optional(),
  accounts: z.array(accountSchema).default([]),
  rds: z.strictObject({ cadence: duration.default('PT1M') }).prefault({}),
});

export type AwsConfig = z.infer<typeof awsSchema>;
export type AwsAccount = z.infer<typeof accountSchema>;

/**
 * Reads `opsdeck.providers.aws`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readAwsConfig(config: Config): AwsConfig | undefined {
  const key = 'opsdeck.providers.aws';
  const value = config.getOptional(key);
  if (value === undefined) return undefined;
  const parsed = awsSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration at ${key}: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const ID_RULE = 'must be a twelve-digit account id in quotes';
const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/;

const region = z
  .string()
  .regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'must be a region such as eu-west-1');

const accountSchema = z
  .strictObject({
    id: z.string({ error: ID_RULE }).regex(/^\d{12}$/, ID_RULE),
    title: z.string().optional(),
    regions: z.array(region).min(1, 'must name at least one region'),
    roleArn: z
      .string()
      .regex(ROLE, 'must be the ARN of an IAM role')
      .optional(),
    externalId: z.string().optional(),
    accessKeyId: z.string().min(1).optional(),
    secretAccessKey: z.string().min(1).optional(),
  })
  .superRefine((account, context) => {
    const refuse = (key: keyof typeof account, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (!account.accessKeyId !== !account.secretAccessKey) {
      const missing = account.accessKeyId ? 'secretAccessKey' : 'accessKeyId';
      refuse(missing, 'accessKeyId and secretAccessKey go together');
    }
    if (account.externalId !== undefined && account.roleArn === undefined) {
      refuse('externalId', 'is only sent with a roleArn');
    }
    const owner = account.roleArn && ROLE.exec(account.roleArn)?.[1];
    if (owner && owner !== account.id) {
      refuse('roleArn', `belongs to account ${owner}, not to ${account.id}`);
    }
    if (new Set(account.regions).size < account.regions.length) {
      refuse('regions', 'names a region twice');
    }
  });

const awsSchema = z.strictObject({
  endpoint: z.url().optional(),
  accounts: z
    .array(accountSchema)
    .default([])
    .superRefine((accounts, context) => {
      const ids = accounts.map(({ id }) => id);
      const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
      if (twice >= 0) {
        context.addIssue({
          code: 'custom',
          path: [twice, 'id'],
          message: `account ${ids[twice]} is configured twice`,
        });
      }
    }),
  rds: z
    .strictObject({ cadence: durationSchema('PT1M').default('PT1M') })
    .prefault({}),
});

export type AwsConfig = z.infer<typeof awsSchema>;
export type AwsAccount = z.infer<typeof accountSchema>;

/**
 * Reads `opsdeck.providers.aws`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readAwsConfig(config: Config): AwsConfig | undefined {
  return parseConfig(config, 'opsdeck.providers.aws', awsSchema.optional());
}

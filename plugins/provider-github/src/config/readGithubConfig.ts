import { Config } from '@backstage/config';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';

const githubSchema = z.strictObject({
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.github.com')
    .transform(url => url.replace(/\/+$/, '')),
  token: z.string().min(1),
  repositories: z
    .array(
      z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'must be owner/name'),
    )
    .default([])
    .refine(
      all => new Set(all.map(one => one.toLowerCase())).size === all.length,
      { error: 'names a repository twice' },
    ),
  deployments: z
    .strictObject({
      cadence: durationSchema('PT2M').default('PT2M'),
      historyDays: z.number().int().min(1).max(3_650).default(90),
    })
    .prefault({}),
});

export type GithubConfig = z.output<typeof githubSchema>;

/**
 * Reads `opsdeck.providers.github`; undefined when it is not configured.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readGithubConfig(config: Config): GithubConfig | undefined {
  return parseConfig(
    config,
    'opsdeck.providers.github',
    githubSchema.optional(),
  );
}

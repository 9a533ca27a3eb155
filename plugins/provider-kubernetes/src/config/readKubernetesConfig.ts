import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { z } from 'zod/v4';
import { readBackstageClusters } from './readBackstageClusters';

const KEY = 'opsdeck.providers.kubernetes';

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

const clusterSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    title: z.string().min(1).max(200).optional(),
    url: z.url({ protocol: /^https?$/ }),
    serviceAccountToken: z.string().min(1),
    caData: z.base64().optional(),
    skipTLSVerify: z.boolean().default(false),
  })
  .refine(({ url, skipTLSVerify }) => skipTLSVerify || isEncrypted(url), {
    error:
      'must be https: the token would travel in the clear. For a stand-in or a local proxy set skipTLSVerify: true',
    path: ['url'],
  });

function isEncrypted(url: string): boolean {
  return url.startsWith('https:');
}

const kubernetesSchema = z
  .strictObject({
    clusters: z.array(clusterSchema).default([]),
    useBackstageClusters: z.boolean().default(true),
    deployments: z
      .strictObject({
        cadence: durationSchema('PT1M').default('PT1M'),
        authorPattern: z
          .string()
          .refine(isPattern, { error: 'must be a regular expression' })
          .refine(text => /\((?!\?)/.test(text), {
            error: 'must have a group for who deployed, as in "by (.+)$"',
          })
          .optional(),
      })
      .prefault({}),
  })
  .prefault({});

export interface KubernetesCluster {
  name: string;
  title: string;
  url: string;
  token: string;
  /** PEM in base64. */
  caData?: string;
  skipTLSVerify: boolean;
}

export interface KubernetesConfig {
  clusters: KubernetesCluster[];
  deployments: {
    cadence: string;
    /** Finds who deployed in a change cause, as its first group. */
    authorPattern?: RegExp;
  };
  /** Clusters of the Kubernetes plugin that cannot be read, with the reason. */
  skipped: string[];
}

/**
 * Reads `opsdeck.providers.kubernetes` and the clusters that the Kubernetes plugin
 * is configured with. Without any cluster there is nothing to read: undefined.
 *
 * @throws InputError naming the key that is wrong, or the cluster that is twice.
 */
export function readKubernetesConfig(
  config: Config,
): KubernetesConfig | undefined {
  const { clusters, useBackstageClusters, deployments } = parseConfig(
    config,
    KEY,
    kubernetesSchema,
  );
  const names = clusters.map(({ name }) => name);
  const second = names.findIndex(
    (name, index) => names.indexOf(name) !== index,
  );
  if (second >= 0) {
    throw new InputError(
      `Invalid configuration at ${KEY}.clusters[${second}].name: there is a cluster "${names[second]}" already`,
    );
  }
  const shared = useBackstageClusters
    ? readBackstageClusters(config)
    : { clusters: [], skipped: [] };
  const all = [
    ...clusters.map(({ serviceAccountToken, title, ...cluster }) => ({
      ...cluster,
      title: title ?? cluster.name,
      token: serviceAccountToken,
    })),
    ...shared.clusters.filter(({ name }) => !names.includes(name)),
  ];
  if (all.length === 0 && shared.skipped.length === 0) return undefined;
  return {
    clusters: all,
    deployments: {
      cadence: deployments.cadence,
      authorPattern: deployments.authorPattern
        ? new RegExp(deployments.authorPattern)
        : undefined,
    },
    skipped: shared.skipped,
  };
}

import { Config } from '@backstage/config';
import { z } from 'zod/v4';
import type { KubernetesCluster } from './readKubernetesConfig';

/** What we need of a cluster in the configuration of Backstage's Kubernetes plugin, which checks the rest. */
const clusterSchema = z.object({
  name: z.string().min(1).max(100),
  title: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }),
  authProvider: z.string().optional(),
  serviceAccountToken: z.string().optional(),
  caData: z.string().optional(),
  skipTLSVerify: z.boolean().default(false),
});

/**
 * The clusters of `kubernetes.clusterLocatorMethods` of type `config` that have a
 * service account token. The others need credentials of a person or of a cloud,
 * which background work does not have: they are named with the reason.
 */
export function readBackstageClusters(config: Config): {
  clusters: KubernetesCluster[];
  skipped: string[];
} {
  const clusters: KubernetesCluster[] = [];
  const skipped: string[] = [];
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  for (const method of methods) {
    if (method.getOptionalString('type') !== 'config') continue;
    for (const entry of method.getOptionalConfigArray('clusters') ?? []) {
      const name = entry.getOptionalString('name') ?? 'without a name';
      const parsed = clusterSchema.safeParse(entry.get());
      if (!parsed.success) {
        skipped.push(`${name}: ${z.prettifyError(parsed.error)}`);
        continue;
      }
      const { serviceAccountToken, authProvider, title, ...cluster } =
        parsed.data;
      if (!serviceAccountToken) {
        skipped.push(
          `${name}: it has no serviceAccountToken (authProvider ${
            authProvider ?? 'not set'
          })`,
        );
      } else if (!cluster.url.startsWith('https:') && !cluster.skipTLSVerify) {
        skipped.push(`${name}: its url is not https`);
      } else {
        const { name: id, url, caData, skipTLSVerify } = cluster;
        clusters.push({
          name: id,
          title: title ?? id,
          url,
          token: serviceAccountToken,
          caData,
          skipTLSVerify,
        });
      }
    }
  }
  return { clusters, skipped };
}

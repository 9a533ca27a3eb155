import { AppsV1Api, KubeConfig } from '@kubernetes/client-node';
import { KubernetesCluster } from '../config/readKubernetesConfig';

/** The workload API of a cluster. */
export function createAppsApi(cluster: KubernetesCluster): AppsV1Api {
  const { name, url, token, caData, skipTLSVerify } = cluster;
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name, server: url, caData, skipTLSVerify },
    { name: 'opsdeck', token },
  );
  return config.makeApiClient(AppsV1Api);
}

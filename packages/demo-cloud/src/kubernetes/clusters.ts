import { Environment, Service, SERVICES } from '../world/services';

/** One cluster and what it runs. */
export interface Cluster {
  name: string;
  environments: readonly Environment[];
}

export const CLUSTERS: readonly Cluster[] = [
  { name: 'nonprod', environments: ['development', 'staging'] },
  { name: 'prod', environments: ['production'] },
  { name: 'dr', environments: ['dr'] },
];

/** One service in one namespace. */
export interface Workload {
  service: Service;
  environment: Environment;
  namespace: string;
}

/** What a cluster runs of the services that are deployed through Kubernetes. */
export function workloadsOf(cluster: Cluster): Workload[] {
  return SERVICES.filter(({ engine }) => engine === 'kubernetes').flatMap(
    service =>
      cluster.environments
        .filter(environment => service.environments.includes(environment))
        .map(environment => ({
          service,
          environment,
          namespace:
            cluster.name === 'nonprod'
              ? `${service.name}-${environment}`
              : service.name,
        })),
  );
}

/** Number of pods that a service wants in an environment. */
export function replicasIn({ service, environment }: Workload): number {
  return environment === 'production'
    ? service.replicas
    : Math.ceil(service.replicas / 3);
}

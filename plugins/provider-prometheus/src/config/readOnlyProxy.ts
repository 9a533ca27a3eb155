import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';

/**
 * Prometheus and Alertmanager know no permissions: who may ask at all may do
 * everything. What a gateway in front of them must let through is this.
 */
export function readOnlyProxy(requests: readonly string[]): SourcePolicy {
  return {
    title: 'Requests that a gateway in front must let through, and no others',
    format: 'text',
    text: requests.map(request => `${request}\n`).join(''),
  };
}

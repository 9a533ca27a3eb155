import { Entity } from '@backstage/catalog-model';
import { EntityDocuments } from '@opsdeck/backstage-plugin-operations-node';

export const SHOP = 'component:default/shop';

/** A component whose SLOs stand in `slos.yaml`. */
export function shopEntity(annotation: string | null = 'slos.yaml'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      annotations: annotation === null ? {} : { 'opsdeck.io/slos': annotation },
    },
    spec: { type: 'service', owner: 'group:default/team' },
    relations: [],
  };
}

export interface SloText {
  name?: string;
  displayName?: string;
  target?: number;
  good?: string;
  total?: string;
  type?: string;
  sourceRef?: string;
  duration?: string;
}

/** An OpenSLO v1 document of one availability SLO. */
export function sloYaml(options: SloText = {}): string {
  const {
    name = 'availability',
    displayName = 'Availability',
    target = 0.99,
    good = 'http_requests_total{service="shop",code!~"5.."}',
    total = 'http_requests_total{service="shop"}',
    type = 'Prometheus',
    sourceRef,
    duration = '1d',
  } = options;
  const metric = (query: string) => `
          metricSource:
            ${sourceRef ? `metricSourceRef: ${sourceRef}` : `type: ${type}`}
            spec:
              query: ${query}`;
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
  displayName: ${displayName}
  annotations:
    opsdeck.io/runbook: runbooks/availability.md
spec:
  description: Buyers can pay.
  service: shop
  indicator:
    metadata:
      name: ${name}-ratio
    spec:
      ratioMetric:
        counter: true
        good:${metric(good)}
        total:${metric(total)}
  timeWindow:
    - duration: ${duration}
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: of requests
      target: ${target}
`;
}

/** What the document reader answers for these texts. */
export function documentsOf(
  texts: Record<string, string>,
  problems: EntityDocuments['problems'] = [],
): EntityDocuments {
  return {
    documents: Object.entries(texts).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      url: `https://example.com/shop/${path}`,
    })),
    problems,
  };
}

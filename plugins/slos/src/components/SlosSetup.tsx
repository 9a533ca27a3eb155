import { Entity } from '@backstage/catalog-model';
import Typography from '@material-ui/core/Typography';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';

/** What to put beside the service when nothing is declared. */
export function SlosSetup({ entity }: { entity: Entity }) {
  const { name } = entity.metadata;
  return (
    <>
      <SetupCard
        entity={entity}
        title="No service level objective is declared"
        annotations={{ [OPSDECK_ANNOTATIONS.slos]: 'slos.yaml' }}
      >
        This tab shows whether the service keeps its promises, what is left of
        each error budget and how fast it goes. Point the entity at its OpenSLO
        files; paths and globs are relative to its source location:
      </SetupCard>
      <Typography paragraph />
      <SetupCard
        entity={entity}
        title="A first objective"
        file="slos.yaml"
        yaml={`apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}-availability
  displayName: Availability
spec:
  service: ${name}
  indicator:
    metadata:
      name: ${name}-successful-requests
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service="${name}",code!~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service="${name}"}
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: 99.9 % of requests
      target: 0.999
`}
      >
        99.9 % of the requests of any 30 days succeed. Put in the counter that
        your service exposes:
      </SetupCard>
    </>
  );
}

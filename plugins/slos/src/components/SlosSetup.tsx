import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';
import { slosTranslationRef } from '../translation';

/** What to put beside the service when nothing is declared. */
export function SlosSetup({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const { name } = entity.metadata;
  return (
    <>
      <SetupCard
        entity={entity}
        title={t('setup.title')}
        annotations={{ [OPSDECK_ANNOTATIONS.slos]: 'slos.yaml' }}
      >
        {t('setup.text')}
      </SetupCard>
      <Typography paragraph />
      <SetupCard
        entity={entity}
        title={t('setup.firstTitle')}
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
        {t('setup.firstText')}
      </SetupCard>
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DEPLOYMENT_STATUSES,
  DeploymentsOverview,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ANY,
  FilterBar,
  FilterSelect,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsTranslationRef } from '../translation';
import { DeploymentFilters } from './useDeploymentFilters';

export interface DeploymentFilterBarProps {
  overview: Pick<DeploymentsOverview, 'environments' | 'authors'>;
  filters: DeploymentFilters;
}

/** What the list of deployments is narrowed to. */
export function DeploymentFilterBar(props: DeploymentFilterBarProps) {
  const { overview, filters } = props;
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const { setEnvironment, setStatus, setAuthor } = filters;
  const reset = () => {
    setEnvironment(ANY);
    setStatus(ANY);
    setAuthor(ANY);
  };
  return (
    <FilterBar
      label={t('filter.label')}
      onReset={filters.isFiltered ? reset : undefined}
    >
      <FilterSelect
        label={t('filter.environment')}
        value={filters.environment}
        onChange={setEnvironment}
        options={overview.environments.map(({ environment }) => ({
          value: environment.id,
          title: environment.title,
        }))}
      />
      <FilterSelect
        label={t('filter.status')}
        value={filters.status}
        onChange={setStatus}
        options={DEPLOYMENT_STATUSES.map(value => ({
          value,
          title: t(`status.${value}`),
        }))}
      />
      <FilterSelect
        label={t('filter.author')}
        value={filters.author}
        onChange={setAuthor}
        options={overview.authors.map(author => ({
          value: author,
          title: author,
        }))}
      />
    </FilterBar>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Deployment,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DataColumn,
  DataTable,
  DurationText,
  RelativeTime,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  DeploymentsTranslator,
  deploymentsTranslationRef,
} from '../translation';
import { StatusChip } from './StatusChip';
import { deploymentName } from './words';

const NONE = '—';

function columns(t: DeploymentsTranslator): DataColumn<Deployment>[] {
  return [
    {
      id: 'status',
      title: t('list.status'),
      render: ({ status, sources }) => (
        <StatusChip
          status={status}
          title={sources
            .map(({ title, providerState }) => `${title}: ${providerState}`)
            .join('; ')}
        />
      ),
    },
    {
      id: 'version',
      title: t('list.version'),
      render: deployment => (
        <TwoLines
          first={releaseName(deployment)}
          second={deployment.artifact.version && deployment.commit?.slice(0, 7)}
        />
      ),
    },
    {
      id: 'environment',
      title: t('list.environment'),
      render: ({ environment, place }) => environment?.title ?? place,
    },
    {
      id: 'started',
      title: t('list.started'),
      render: ({ startedAt }) => (
        <RelativeTime at={startedAt} hint={t('list.startedHint')} />
      ),
    },
    {
      id: 'took',
      title: t('list.took'),
      align: 'right',
      render: ({ startedAt, finishedAt }) =>
        finishedAt ? (
          <DurationText
            value={Date.parse(finishedAt) - Date.parse(startedAt)}
          />
        ) : (
          NONE
        ),
    },
    {
      id: 'author',
      title: t('list.author'),
      render: ({ author }) => author ?? NONE,
    },
    {
      id: 'strategy',
      title: t('list.strategy'),
      render: ({ strategy }) => (strategy ? t(`strategy.${strategy}`) : NONE),
      hideOnPhone: true,
    },
    {
      id: 'sources',
      title: t('list.reportedBy'),
      render: ({ sources }) => sources.map(({ title }) => title).join(', '),
      hideOnPhone: true,
    },
  ];
}

export interface DeploymentTableProps {
  /** Newest first. */
  deployments: readonly Deployment[];
  onOpen: (deployment: Deployment) => void;
  openKey?: string;
  isFiltered: boolean;
  onLoadMore?: () => void;
  loadingMore: boolean;
}

/** Deployments, newest first; a row opens its details. */
export function DeploymentTable(props: DeploymentTableProps) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  return (
    <DataTable
      label={t('list.title')}
      columns={columns(t)}
      rows={props.deployments}
      rowKey={({ id }) => id}
      rowName={deployment => deploymentName(deployment, t)}
      onOpen={props.onOpen}
      openKey={props.openKey}
      emptyText={t(props.isFiltered ? 'list.emptyFiltered' : 'list.empty')}
      onLoadMore={props.onLoadMore}
      loadingMore={props.loadingMore}
    />
  );
}

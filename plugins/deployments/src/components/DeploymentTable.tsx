import {
  Deployment,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DataColumn,
  DataTable,
  DurationText,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { StatusChip } from './StatusChip';
import { deploymentName, strategyWord } from './words';

const NONE = '—';

const columns: DataColumn<Deployment>[] = [
  {
    id: 'status',
    title: 'Status',
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
    title: 'Version',
    render: deployment => (
      <>
        {releaseName(deployment)}
        {deployment.artifact.version && deployment.commit && (
          <>
            <br />
            <small>{deployment.commit.slice(0, 7)}</small>
          </>
        )}
      </>
    ),
  },
  {
    id: 'environment',
    title: 'Environment',
    render: ({ environment, place }) => environment?.title ?? place,
  },
  {
    id: 'started',
    title: 'Started',
    render: ({ startedAt }) => <RelativeTime at={startedAt} hint="started" />,
  },
  {
    id: 'took',
    title: 'Took',
    align: 'right',
    render: ({ startedAt, finishedAt }) =>
      finishedAt ? (
        <DurationText value={Date.parse(finishedAt) - Date.parse(startedAt)} />
      ) : (
        NONE
      ),
  },
  { id: 'author', title: 'Author', render: ({ author }) => author ?? NONE },
  {
    id: 'strategy',
    title: 'Strategy',
    render: ({ strategy }) => (strategy ? strategyWord(strategy) : NONE),
    hideOnPhone: true,
  },
  {
    id: 'sources',
    title: 'Reported by',
    render: ({ sources }) => sources.map(({ title }) => title).join(', '),
    hideOnPhone: true,
  },
];

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
  return (
    <DataTable
      label="Deployments"
      columns={columns}
      rows={props.deployments}
      rowKey={({ id }) => id}
      rowName={deploymentName}
      onOpen={props.onOpen}
      openKey={props.openKey}
      emptyText={
        props.isFiltered
          ? 'No deployment fits these filters'
          : 'No deployment is on record'
      }
      onLoadMore={props.onLoadMore}
      loadingMore={props.loadingMore}
    />
  );
}

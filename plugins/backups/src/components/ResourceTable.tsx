import { ResourceBackup } from '@opsdeck/backstage-plugin-backups-common';
import {
  VERDICTS,
  durationMillis,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  DurationText,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { ObjectiveText } from './ObjectiveText';
import { RestorableRange } from './RestorableRange';

export interface ResourceTableProps {
  /** Worst first. */
  resources: readonly ResourceBackup[];
  onOpen: (resource: ResourceBackup) => void;
  openKey?: string;
}

/** Names a row in the URL. Two sources may read the same resource. */
export function resourceKey(resource: ResourceBackup): string {
  if (resource.key === null) return resource.entityRef;
  return resource.sourceId
    ? `${resource.sourceId} ${resource.key}`
    : resource.key;
}

const NONE = '—';

const columns: DataColumn<ResourceBackup>[] = [
  {
    id: 'resource',
    title: 'Resource',
    render: resource => (
      <>
        {resource.title}
        <br />
        <small>
          {[resource.engine ?? resource.type, resource.environment?.title]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </>
    ),
    sortValue: resource => resource.title,
  },
  {
    id: 'verdict',
    title: 'RPO',
    render: ({ assessment }) => (
      <VerdictChip
        verdict={assessment?.verdict ?? null}
        title={assessment?.reason ?? 'No recovery point objective is declared'}
      />
    ),
    sortValue: ({ assessment }) =>
      assessment ? VERDICTS.indexOf(assessment.verdict) : null,
  },
  {
    id: 'objective',
    title: 'Objective',
    render: ({ objective }) => <ObjectiveText objective={objective} />,
    sortValue: ({ objective }) =>
      objective.rpo ? durationMillis(objective.rpo) : null,
  },
  {
    id: 'exposure',
    title: 'Would be lost',
    align: 'right',
    render: ({ exposureMs }) =>
      exposureMs === null ? NONE : <DurationText value={exposureMs} />,
    sortValue: ({ exposureMs }) => exposureMs,
  },
  {
    id: 'lastGood',
    title: 'Last good point',
    render: ({ lastGoodPoint, failedSince }) => (
      <>
        {lastGoodPoint?.dataTime ? (
          <RelativeTime at={lastGoodPoint.dataTime} hint="data of" />
        ) : (
          NONE
        )}
        {failedSince > 0 && (
          <>
            <br />
            <small>
              {failedSince === 1
                ? '1 attempt since failed'
                : `${failedSince} attempts since failed`}
            </small>
          </>
        )}
      </>
    ),
    sortValue: ({ lastGoodPoint }) => lastGoodPoint?.dataTime ?? null,
  },
  {
    id: 'range',
    title: 'Point-in-time range',
    render: resource => <RestorableRange resource={resource} />,
    hideOnPhone: true,
  },
];

/** One row per resource that can be backed up; a row opens its details. */
export function ResourceTable({
  resources,
  onOpen,
  openKey,
}: ResourceTableProps) {
  return (
    <DataTable
      label="Backups by resource"
      columns={columns}
      rows={resources}
      rowKey={resourceKey}
      rowName={resource => resource.title}
      onOpen={onOpen}
      openKey={openKey}
      sortParameter="sort"
      emptyText="No resource with backups"
    />
  );
}

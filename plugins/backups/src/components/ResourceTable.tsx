import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
  TwoLines,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { BackupsTranslator, backupsTranslationRef } from '../translation';
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

function columns(t: BackupsTranslator): DataColumn<ResourceBackup>[] {
  return [
    {
      id: 'resource',
      title: t('table.resource'),
      render: resource => (
        <TwoLines
          first={resource.title}
          second={[
            resource.engine ?? resource.type,
            resource.environment?.title,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ),
      sortValue: resource => resource.title,
    },
    {
      id: 'verdict',
      title: t('table.rpo'),
      render: ({ assessment }) => (
        <VerdictChip
          verdict={assessment?.verdict ?? null}
          title={assessment?.reason ?? t('objective.noRpo')}
          observedBy={assessment?.observedBy}
        />
      ),
      sortValue: ({ assessment }) =>
        assessment ? VERDICTS.indexOf(assessment.verdict) : null,
    },
    {
      id: 'objective',
      title: t('table.objective'),
      render: ({ objective }) => <ObjectiveText objective={objective} />,
      sortValue: ({ objective }) =>
        objective.rpo ? durationMillis(objective.rpo) : null,
    },
    {
      id: 'exposure',
      title: t('table.exposure'),
      align: 'right',
      render: ({ exposureMs }) =>
        exposureMs === null ? NONE : <DurationText value={exposureMs} />,
      sortValue: ({ exposureMs }) => exposureMs,
    },
    {
      id: 'lastGood',
      title: t('table.lastGood'),
      render: ({ lastGoodPoint, failedSince }) => (
        <TwoLines
          first={
            lastGoodPoint?.dataTime ? (
              <RelativeTime
                at={lastGoodPoint.dataTime}
                hint={t('table.dataOf')}
              />
            ) : (
              NONE
            )
          }
          second={
            failedSince > 0 && t('table.failedSince', { count: failedSince })
          }
        />
      ),
      sortValue: ({ lastGoodPoint }) => lastGoodPoint?.dataTime ?? null,
    },
    {
      id: 'range',
      title: t('table.range'),
      render: resource => <RestorableRange resource={resource} />,
      hideOnPhone: true,
    },
  ];
}

/** One row per resource that can be backed up; a row opens its details. */
export function ResourceTable({
  resources,
  onOpen,
  openKey,
}: ResourceTableProps) {
  const { t } = useTranslationRef(backupsTranslationRef);
  return (
    <DataTable
      label={t('table.label')}
      columns={columns(t)}
      rows={resources}
      rowKey={resourceKey}
      rowName={resource => resource.title}
      onOpen={onOpen}
      openKey={openKey}
      sortParameter="sort"
      emptyText={t('table.empty')}
    />
  );
}

import Typography from '@material-ui/core/Typography';
import { UnboundRecord } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  useApiQuery,
  TwoLines,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { EntityLink } from '../../entity/EntityLink';
import { SourceRow } from '../sourceRows';
import { LARGEST_PAGE, PAGE, Section } from './Section';

const columns: DataColumn<UnboundRecord>[] = [
  {
    id: 'record',
    title: 'Record',
    render: ({ title, key }) => (
      <TwoLines first={title} second={key !== title && key} />
    ),
  },
  {
    id: 'reason',
    title: 'Why no entity has it',
    render: ({ reason, candidates }) => (
      <>
        {reason}
        {candidates.map(entityRef => (
          <div key={entityRef}>
            <EntityLink entityRef={entityRef}>{entityRef}</EntityLink>
          </div>
        ))}
      </>
    ),
  },
];

/** Records that no entity of the catalog claims, and why. */
export function UnboundSection({ row }: { row: SourceRow }) {
  const { limit, onLoadMore } = useLoadMore(PAGE, LARGEST_PAGE);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['unbound', row.key, limit],
    query: (api, { signal }) =>
      api
        .of(row.pluginId)
        .listUnbound(
          row.source.id,
          { scopeId: row.scope.id, limit },
          { signal },
        ),
  });
  return (
    <Section what="the records without an entity" query={query}>
      {page => (
        <>
          <Typography variant="body2" gutterBottom>
            Annotate the entity that a record belongs to, or add a rule to the
            configuration; it is bound within a minute.
          </Typography>
          <DataTable
            label="Records without an entity"
            columns={columns}
            rows={page.items}
            rowKey={record => record.key}
            emptyText="Every record belongs to an entity"
            onLoadMore={onLoadMore(page)}
            loadingMore={query.isPlaceholderData}
          />
        </>
      )}
    </Section>
  );
}

import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  DeadLetterState,
  DeadLetterSummary,
  ReplayReport,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  ErrorPanel,
  RelativeTime,
  useApiMutation,
  useApiQuery,
  useUrlState,
  TwoLines,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { SelectField } from '../../fleet/SelectField';
import { SourceRow, sourceName } from '../sourceRows';
import { REFUSED_BY_WORDS, countOf, replayText } from '../sourceText';
import { DeadLetterDetails } from './DeadLetterDetails';
import { LARGEST_PAGE, PAGE, Section } from './Section';

const STATES: readonly DeadLetterState[] = ['waiting', 'replayed', 'archived'];

const columns: DataColumn<DeadLetterSummary>[] = [
  {
    id: 'arrived',
    title: 'Arrived',
    render: letter => (
      <TwoLines
        first={<RelativeTime at={letter.arrivedAt} />}
        second={letter.times > 1 && `${letter.times} times`}
      />
    ),
  },
  {
    id: 'reason',
    title: 'Why it was refused',
    render: letter => `${REFUSED_BY_WORDS[letter.refusedBy]}: ${letter.reason}`,
  },
];

/** Records that arrived and could not be processed: to look at, and to try again. */
export function DeadLettersSection({ row }: { row: SourceRow }) {
  const { limit, onLoadMore } = useLoadMore(PAGE, LARGEST_PAGE);
  const [state, setState] = useUrlState<DeadLetterState>(
    'letters',
    'waiting',
    STATES,
  );
  const [openKey, setOpenKey] = useUrlState<string>('letter', '');
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['dead-letters', row.key, state, limit],
    query: (api, { signal }) =>
      api
        .of(row.pluginId)
        .listDeadLetters(
          row.source.id,
          { scopeId: row.scope.id, state, limit },
          { signal },
        ),
  });
  return (
    <Section what="the dead letters" query={query}>
      {page => (
        <>
          <SelectField
            id="dead-letter-state"
            label="State"
            value={state}
            options={STATES.map(value => ({
              value,
              title: `${value} (${page.counts[value]})`,
            }))}
            onChange={setState}
          />
          <ReplayAll row={row} waiting={page.counts.waiting} />
          <DataTable
            label="Dead letters"
            columns={columns}
            rows={page.items}
            rowKey={letter => letter.id}
            rowName={letter => letter.excerpt}
            onOpen={({ id }) => setOpenKey(id === openKey ? '' : id)}
            openKey={openKey}
            emptyText="No dead letter"
            onLoadMore={onLoadMore(page)}
            loadingMore={query.isPlaceholderData}
          />
          {openKey && <DeadLetterDetails row={row} letterId={openKey} />}
        </>
      )}
    </Section>
  );
}

function ReplayAll({ row, waiting }: { row: SourceRow; waiting: number }) {
  const { allowed } = usePermission({ permission: sourcesRunPermission });
  const replay = useApiMutation({
    api: sourcesApiRef,
    mutate: (api): Promise<ReplayReport> =>
      api
        .of(row.pluginId)
        .replayDeadLetters(row.source.id, { scopeId: row.scope.id }),
  });
  return (
    <>
      {waiting > 0 && allowed && (
        <Button
          variant="outlined"
          size="small"
          disabled={replay.isPending}
          onClick={() => replay.mutate()}
        >
          Process all that wait again ({waiting})
        </Button>
      )}
      {waiting > 0 && !allowed && (
        <Typography variant="body2">
          Processing {countOf(waiting, 'dead letter')} again needs the
          permission {sourcesRunPermission.name}.
        </Typography>
      )}
      {replay.data && (
        <Typography variant="body2" role="status">
          {replayText(replay.data)}
        </Typography>
      )}
      {replay.error && (
        <ErrorPanel
          what={sourceName(row)}
          action="process the dead letters again"
          error={replay.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}

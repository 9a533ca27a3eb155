import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
  ANY,
  DataColumn,
  DataTable,
  ErrorPanel,
  FilterBar,
  FilterSelect,
  RelativeTime,
  useApiMutation,
  useApiQuery,
  useUrlState,
  TwoLines,
  useLoadMore,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import {
  OperationsTranslator,
  operationsTranslationRef,
} from '../../../translation';
import { SourceRow, sourceName } from '../sourceRows';
import { letterTexts, replayText } from '../sourceText';
import { DeadLetterDetails } from './DeadLetterDetails';
import { LARGEST_PAGE, PAGE, Section } from './Section';

const STATES: readonly DeadLetterState[] = ['waiting', 'replayed', 'archived'];

function letterColumns(
  t: OperationsTranslator,
): DataColumn<DeadLetterSummary>[] {
  return [
    {
      id: 'arrived',
      title: t('letters.arrived'),
      render: letter => (
        <TwoLines
          first={<RelativeTime at={letter.arrivedAt} />}
          second={
            letter.times > 1 && t('letters.times', { count: letter.times })
          }
        />
      ),
    },
    {
      id: 'state',
      title: t('letters.state'),
      render: letter => t(`letterState.${letter.state}`),
    },
    {
      id: 'reason',
      title: t('letters.why'),
      render: letter =>
        t('letters.whyText', {
          refusedBy: t(`refusedBy.${letter.refusedBy}`),
          reason: letter.reason,
        }),
    },
  ];
}

/** Records that arrived and could not be processed: to look at, and to try again. */
export function DeadLettersSection({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(() => letterColumns(t), [t]);
  const { limit, onLoadMore } = useLoadMore(PAGE, LARGEST_PAGE);
  const [state, setState] = useUrlState<DeadLetterState | typeof ANY>(
    'letters',
    'waiting',
    [ANY, ...STATES],
  );
  const [openKey, setOpenKey] = useUrlState<string>('letter', '');
  const texts = letterTexts(row);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['dead-letters', row.key, state, limit],
    query: (api, { signal }) =>
      api
        .of(row.pluginId)
        .listDeadLetters(
          row.source.id,
          { scopeId: row.scope.id, state: state || undefined, limit },
          { signal },
        ),
    // What is being processed again ends without anybody asking.
    refetchIntervalMs: 10_000,
  });
  return (
    <Section what={t(`${texts}.what`)} query={query}>
      {page => (
        <>
          <FilterBar label={t(`${texts}.filter`)}>
            <FilterSelect
              label={t('letters.state')}
              value={state}
              options={STATES.map(value => ({
                value,
                title: t('letters.stateCount', {
                  state: t(`letterState.${value}`),
                  number: String(page.counts[value]),
                }),
              }))}
              onChange={setState}
            />
          </FilterBar>
          <ReplayAll row={row} waiting={page.counts.waiting} />
          <DataTable
            label={t(`${texts}.label`)}
            columns={columns}
            rows={page.items}
            rowKey={letter => letter.id}
            rowName={letter => letter.excerpt}
            onOpen={({ id }) => setOpenKey(id === openKey ? '' : id)}
            openKey={openKey}
            emptyText={t(`${texts}.empty`)}
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
  const { t } = useTranslationRef(operationsTranslationRef);
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
          {t('letters.replayAll', { number: String(waiting) })}
        </Button>
      )}
      {waiting > 0 && !allowed && (
        <Typography variant="body2">
          {t(`${letterTexts(row)}.needs`, {
            count: waiting,
            permission: sourcesRunPermission.name,
          })}
        </Typography>
      )}
      {replay.data && (
        <Typography variant="body2" role="status">
          {replayText(replay.data, t)}
        </Typography>
      )}
      {replay.error && (
        <ErrorPanel
          what={sourceName(row)}
          action={t(`${letterTexts(row)}.replayAllAction`)}
          error={replay.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}

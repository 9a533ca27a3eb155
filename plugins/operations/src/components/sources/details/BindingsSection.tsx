import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import Typography from '@material-ui/core/Typography';
import {
  RecordBinding,
  RecordBindingPage,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ANY,
  DataTable,
  FilterBar,
  FilterSelect,
  useApiQuery,
  useLoadMore,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import { useMemo } from 'react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { operationsTranslationRef } from '../../../translation';
import { SourceRow } from '../sourceRows';
import { bindingColumns } from './bindingColumns';
import { LARGEST_PAGE, PAGE, Section } from './Section';

const STATES = ['bound', 'unbound'] as const;
type BindingState = (typeof STATES)[number];

/** Whose the records of a scope are, through what, or why they are nobody's. */
export function BindingsSection({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const columns = useMemo(() => bindingColumns(t), [t]);
  const { limit, onLoadMore, isCut } = useLoadMore(PAGE, LARGEST_PAGE);
  const [state, setState] = useUrlState<BindingState | typeof ANY>(
    'records',
    ANY,
    [ANY, ...STATES],
  );
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['bindings', row.key, state, limit],
    query: (api, { signal }) =>
      orUntold(
        api
          .bindingsOf(row.pluginId)
          .listOfSource(
            row.source.id,
            { scopeId: row.scope.id, state: state || undefined, limit },
            { signal },
          ),
      ),
  });
  return (
    <Section what={t('bindings.what')} query={query}>
      {page =>
        page === null ? (
          <Typography variant="body2">
            {t('bindings.untold', { tab: t(`capability.${row.pluginId}`) })}
          </Typography>
        ) : (
          <>
            <Typography variant="body2">{t('bindings.advice')}</Typography>
            <FilterBar label={t('bindings.filter')}>
              <FilterSelect
                label={t('bindings.show')}
                value={state}
                onChange={setState}
                options={STATES.map(value => ({
                  value,
                  title: t(`bindings.${value}`),
                }))}
              />
            </FilterBar>
            <DataTable
              label={t('bindings.label')}
              columns={columns}
              rows={page.bindings}
              rowKey={recordKey}
              rowName={({ title }) => title}
              emptyText={t(`bindings.empty.${state || 'all'}`)}
              onLoadMore={onLoadMore(page)}
              loadingMore={query.isPlaceholderData}
            />
            {isCut(page) && (
              <Typography variant="body2" align="center">
                {t('bindings.cut', { number: String(page.bindings.length) })}
              </Typography>
            )}
          </>
        )
      }
    </Section>
  );
}

function recordKey({ key }: RecordBinding): string {
  return key;
}

/** Null where the backend has no such route: its records are bound by what declares them. */
async function orUntold(
  answer: Promise<RecordBindingPage>,
): Promise<RecordBindingPage | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404) return null;
    throw error;
  }
}

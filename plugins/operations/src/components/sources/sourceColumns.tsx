import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  RelativeTime,
  VerdictChip,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { OperationsTranslator } from '../../translation';
import { NextRun } from './NextRun';
import { SourceRow, sourceName } from './sourceRows';
import { outcomeText, stateWord } from './sourceText';

/** The Sources table: one row per source and scope. */
export function sourceColumns(
  t: OperationsTranslator,
): DataColumn<SourceRow>[] {
  return [
    {
      id: 'state',
      title: t('sources.state'),
      render: row => (
        <VerdictChip
          verdict={row.verdict}
          label={stateWord(row, t)}
          title={outcomeText(row, t)}
        />
      ),
      sortValue: row =>
        row.verdict === null ? undefined : VERDICTS.indexOf(row.verdict),
    },
    {
      id: 'source',
      title: t('sources.source'),
      render: row => (
        <TwoLines
          first={row.source.title}
          second={row.scope.title !== row.source.title && row.scope.title}
        />
      ),
      sortValue: sourceName,
    },
    {
      id: 'tab',
      title: t('sources.feeds'),
      render: row => t(`capability.${row.pluginId}`),
      sortValue: row => row.pluginId,
    },
    {
      id: 'success',
      title: t('sources.lastSuccess'),
      render: ({ scope }) =>
        scope.freshness.lastSuccessAt ? (
          <RelativeTime at={scope.freshness.lastSuccessAt} />
        ) : (
          t('sources.never')
        ),
      sortValue: ({ scope }) => scope.freshness.lastSuccessAt,
    },
    {
      id: 'outcome',
      title: t('sources.outcome'),
      render: row => outcomeText(row, t),
    },
    {
      id: 'bound',
      title: t('sources.bound'),
      align: 'right',
      render: ({ scope }) =>
        scope.receiver
          ? '—'
          : t('sources.boundOf', {
              bound: String(scope.bound),
              total: String(scope.bound + scope.unbound),
            }),
      sortValue: ({ scope }) => scope.unbound,
    },
    {
      id: 'dead',
      title: t('sources.deadLetters'),
      align: 'right',
      render: ({ scope }) => scope.deadLetters,
      sortValue: ({ scope }) => scope.deadLetters,
      hideOnPhone: true,
    },
    {
      id: 'calls',
      title: t('sources.calls'),
      align: 'right',
      render: ({ scope }) => scope.lastRun?.calls ?? '—',
      sortValue: ({ scope }) => scope.lastRun?.calls,
      hideOnPhone: true,
    },
    {
      id: 'next',
      title: t('sources.nextRun'),
      render: ({ scope }) => <NextRun at={scope.freshness.nextRunAt} />,
      sortValue: ({ scope }) => scope.freshness.nextRunAt,
    },
  ];
}

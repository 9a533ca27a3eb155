import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  RelativeTime,
  VerdictChip,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { CAPABILITY_TITLES } from '../capabilities';
import { NextRun } from './NextRun';
import { SourceRow, sourceName } from './sourceRows';
import { outcomeText, stateWord } from './sourceText';

/** The Sources table: one row per source and scope. */
export const sourceColumns: DataColumn<SourceRow>[] = [
  {
    id: 'state',
    title: 'State',
    render: row => (
      <VerdictChip
        verdict={row.verdict}
        label={stateWord(row)}
        title={outcomeText(row)}
      />
    ),
    sortValue: row => VERDICTS.indexOf(row.verdict),
  },
  {
    id: 'source',
    title: 'Source',
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
    title: 'Feeds',
    render: row => CAPABILITY_TITLES[row.pluginId],
    sortValue: row => row.pluginId,
  },
  {
    id: 'success',
    title: 'Last success',
    render: ({ scope }) =>
      scope.freshness.lastSuccessAt ? (
        <RelativeTime at={scope.freshness.lastSuccessAt} />
      ) : (
        'never'
      ),
    sortValue: ({ scope }) => scope.freshness.lastSuccessAt,
  },
  { id: 'outcome', title: 'Outcome', render: outcomeText },
  {
    id: 'bound',
    title: 'Bound',
    align: 'right',
    render: ({ scope }) => `${scope.bound} of ${scope.bound + scope.unbound}`,
    sortValue: ({ scope }) => scope.unbound,
  },
  {
    id: 'dead',
    title: 'Dead letters',
    align: 'right',
    render: ({ scope }) => scope.deadLetters,
    sortValue: ({ scope }) => scope.deadLetters,
    hideOnPhone: true,
  },
  {
    id: 'calls',
    title: 'Calls',
    align: 'right',
    render: ({ scope }) => scope.lastRun?.calls ?? '—',
    sortValue: ({ scope }) => scope.lastRun?.calls,
    hideOnPhone: true,
  },
  {
    id: 'next',
    title: 'Next run',
    render: ({ scope }) => <NextRun at={scope.freshness.nextRunAt} />,
    sortValue: ({ scope }) => scope.freshness.nextRunAt,
  },
];

import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { CAPABILITY_TITLES } from '../capabilities';
import { SourceRow } from './sourceRows';

const WORDS = {
  met: 'ok',
  'at-risk': 'failing',
  breached: 'down',
  unknown: 'not read',
};

/** What went wrong in plain words, or how the last reading went. */
export function outcomeText({ scope }: SourceRow): string {
  const { failure } = scope.freshness;
  if (failure) return failure.message;
  if (!scope.lastRun) return 'not read yet';
  const { records, rejected, calls, outcome } = scope.lastRun;
  if (outcome === 'running') return 'reading now';
  const refused = rejected > 0 ? `, ${rejected} not understood` : '';
  return `${records} records${refused}, ${calls} calls`;
}

export const sourceColumns: DataColumn<SourceRow>[] = [
  {
    id: 'state',
    title: 'State',
    render: row => (
      <VerdictChip
        verdict={row.verdict}
        label={WORDS[row.verdict]}
        title={outcomeText(row)}
      />
    ),
    sortValue: row => VERDICTS.indexOf(row.verdict),
  },
  {
    id: 'source',
    title: 'Source',
    render: row => (
      <>
        {row.source.title}
        <br />
        <small>{row.scope.title}</small>
      </>
    ),
    sortValue: row => `${row.source.title} ${row.scope.title}`,
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
    id: 'next',
    title: 'Next run',
    render: ({ scope }) =>
      scope.freshness.nextRunAt ? (
        <RelativeTime at={scope.freshness.nextRunAt} />
      ) : (
        '—'
      ),
    sortValue: ({ scope }) => scope.freshness.nextRunAt,
  },
];

import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
} from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { burnText } from './words';

type Tier = SloView['burnTiers'][number];

function seconds(length: number): string {
  return humanDuration(length * 1000);
}

function stateOf(tier: Tier): string {
  if (tier.firing) return 'fires';
  if (!tier.reachable) return 'cannot fire: the target is too low';
  return tier.longBurn === null || tier.shortBurn === null
    ? 'no data'
    : 'quiet';
}

const columns: DataColumn<Tier>[] = [
  {
    id: 'windows',
    title: 'Windows',
    render: tier =>
      `${seconds(tier.longSeconds)} and ${seconds(tier.shortSeconds)}`,
  },
  {
    id: 'burn',
    title: 'Burn rates',
    align: 'right',
    render: tier => `${burnText(tier.longBurn)} · ${burnText(tier.shortBurn)}`,
  },
  {
    id: 'factor',
    title: 'Alert above',
    align: 'right',
    render: tier => burnText(tier.factor),
  },
  { id: 'severity', title: 'Severity', render: tier => tier.severity },
  { id: 'state', title: 'State', render: stateOf },
];

/** The multi-window, multi-burn-rate tiers: how fast the budget burns, and from when on that is too fast. */
export function BurnTierTable({ tiers }: { tiers: readonly Tier[] }) {
  return (
    <DataTable
      label="Burn rates"
      columns={columns}
      rows={tiers}
      rowKey={tier => tier.id}
      emptyText="The window is too short for burn-rate alerts"
    />
  );
}

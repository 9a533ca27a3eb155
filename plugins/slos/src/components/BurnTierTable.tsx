import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
} from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { SlosTranslator, slosTranslationRef } from '../translation';
import { burnText } from './words';

type Tier = SloView['burnTiers'][number];

function seconds(length: number): string {
  return humanDuration(length * 1000);
}

function stateOf(tier: Tier, t: SlosTranslator): string {
  if (tier.firing) return t('tiers.fires');
  if (!tier.reachable) return t('tiers.unreachable');
  return tier.longBurn === null || tier.shortBurn === null
    ? t('tiers.noData')
    : t('tiers.quiet');
}

function columns(t: SlosTranslator): DataColumn<Tier>[] {
  return [
    {
      id: 'windows',
      title: t('tiers.windows'),
      render: tier =>
        t('tiers.twoWindows', {
          long: seconds(tier.longSeconds),
          short: seconds(tier.shortSeconds),
        }),
    },
    {
      id: 'burn',
      title: t('tiers.burn'),
      align: 'right',
      render: tier =>
        `${burnText(tier.longBurn)} · ${burnText(tier.shortBurn)}`,
    },
    {
      id: 'factor',
      title: t('tiers.factor'),
      align: 'right',
      render: tier => burnText(tier.factor),
    },
    {
      id: 'severity',
      title: t('tiers.severity'),
      render: tier => t(`tiers.${tier.severity}`),
    },
    {
      id: 'state',
      title: t('tiers.state'),
      render: tier => stateOf(tier, t),
    },
  ];
}

/** The multi-window, multi-burn-rate tiers: how fast the budget burns, and from when on that is too fast. */
export function BurnTierTable({ tiers }: { tiers: readonly Tier[] }) {
  const { t } = useTranslationRef(slosTranslationRef);
  return (
    <DataTable
      label={t('tiers.title')}
      columns={columns(t)}
      rows={tiers}
      rowKey={tier => tier.id}
      emptyText={t('tiers.empty')}
    />
  );
}

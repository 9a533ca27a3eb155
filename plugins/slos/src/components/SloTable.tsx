import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  VERDICTS,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  TwoLines,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SloView,
  formatShare,
  formatTarget,
} from '@opsdeck/backstage-plugin-slos-common';
import { SlosTranslator, slosTranslationRef } from '../translation';
import { SloBudget } from './SloBudget';
import { NONE, burnText, coverageText, windowText } from './words';

/** Long windows whose burn rate stands in the table: 1 h, 6 h and 3 d. */
const SHOWN_BURN_SECONDS = [3_600, 21_600, 259_200];

export interface SloTableProps {
  /** Worst first. */
  slos: readonly SloView[];
  onOpen: (slo: SloView) => void;
  openKey?: string;
}

function shownTiers({ burnTiers }: SloView) {
  return burnTiers.filter(({ longSeconds }) =>
    SHOWN_BURN_SECONDS.includes(longSeconds),
  );
}

function columns(t: SlosTranslator): DataColumn<SloView>[] {
  return [
    {
      id: 'verdict',
      title: t('table.verdict'),
      render: ({ assessment }) => (
        <VerdictChip
          verdict={assessment.verdict}
          title={assessment.reason}
          observedBy={assessment.observedBy}
        />
      ),
      sortValue: ({ assessment }) => VERDICTS.indexOf(assessment.verdict),
    },
    {
      id: 'objective',
      title: t('table.objective'),
      render: slo => (
        <TwoLines
          first={slo.title}
          second={`${slo.method} · ${windowText(slo, t)}`}
        />
      ),
      sortValue: slo => slo.title,
    },
    {
      id: 'target',
      title: t('table.target'),
      align: 'right',
      render: slo => formatTarget(slo.target),
      sortValue: slo => Number(slo.target),
    },
    {
      id: 'sli',
      title: t('table.measured'),
      align: 'right',
      render: slo => (slo.sli === null ? NONE : formatShare(slo.sli)),
      sortValue: slo => slo.sli,
    },
    {
      id: 'budget',
      title: t('table.budget'),
      render: slo => <SloBudget slo={slo} />,
      sortValue: slo => slo.budget?.remaining ?? null,
    },
    {
      id: 'burn',
      title: t('table.burn'),
      align: 'right',
      render: slo => {
        const tiers = shownTiers(slo);
        if (tiers.length === 0) return NONE;
        return (
          <span>
            {tiers.map(({ id, longBurn, longSeconds, firing }, index) => (
              <span key={id}>
                {index > 0 && ' · '}
                <span
                  style={{ fontWeight: firing ? 700 : undefined }}
                  title={t('table.burnOver', {
                    length: humanDuration(longSeconds * 1000),
                  })}
                >
                  {burnText(longBurn)}
                </span>
              </span>
            ))}
          </span>
        );
      },
      sortValue: slo => slo.burnTiers[0]?.longBurn ?? null,
      hideOnPhone: true,
    },
    {
      id: 'coverage',
      title: t('table.coverage'),
      align: 'right',
      render: slo => coverageText(slo.coverage),
      sortValue: slo => slo.coverage,
      hideOnPhone: true,
    },
  ];
}

/** One row per objective; a row opens its details. */
export function SloTable({ slos, onOpen, openKey }: SloTableProps) {
  const { t } = useTranslationRef(slosTranslationRef);
  return (
    <DataTable
      label={t('table.label')}
      columns={columns(t)}
      rows={slos}
      rowKey={slo => slo.id}
      rowName={slo => slo.title}
      onOpen={onOpen}
      openKey={openKey}
      sortParameter="sort"
      emptyText={t('table.empty')}
    />
  );
}

import {
  VERDICTS,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  DataTable,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SloView,
  formatShare,
  formatTarget,
} from '@opsdeck/backstage-plugin-slos-common';
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

const columns: DataColumn<SloView>[] = [
  {
    id: 'verdict',
    title: 'Verdict',
    render: ({ assessment }) => (
      <VerdictChip verdict={assessment.verdict} title={assessment.reason} />
    ),
    sortValue: ({ assessment }) => VERDICTS.indexOf(assessment.verdict),
  },
  {
    id: 'objective',
    title: 'Objective',
    render: slo => (
      <>
        {slo.title}
        <br />
        <small>
          {slo.method} · {windowText(slo)}
        </small>
      </>
    ),
    sortValue: slo => slo.title,
  },
  {
    id: 'target',
    title: 'Target',
    align: 'right',
    render: slo => formatTarget(slo.target),
    sortValue: slo => Number(slo.target),
  },
  {
    id: 'sli',
    title: 'Measured',
    align: 'right',
    render: slo => (slo.sli === null ? NONE : formatShare(slo.sli)),
    sortValue: slo => slo.sli,
  },
  {
    id: 'budget',
    title: 'Budget left',
    render: slo => <SloBudget slo={slo} />,
    sortValue: slo => slo.budget?.remaining ?? null,
  },
  {
    id: 'burn',
    title: 'Burn 1 h · 6 h · 3 d',
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
                title={`over ${humanDuration(longSeconds * 1000)}`}
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
    title: 'Coverage',
    align: 'right',
    render: slo => coverageText(slo.coverage),
    sortValue: slo => slo.coverage,
    hideOnPhone: true,
  },
];

/** One row per objective; a row opens its details. */
export function SloTable({ slos, onOpen, openKey }: SloTableProps) {
  return (
    <DataTable
      label="Service level objectives"
      columns={columns}
      rows={slos}
      rowKey={slo => slo.id}
      rowName={slo => slo.title}
      onOpen={onOpen}
      openKey={openKey}
      sortParameter="sort"
      emptyText="No objective can be read"
    />
  );
}

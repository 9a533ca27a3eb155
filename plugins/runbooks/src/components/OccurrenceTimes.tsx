import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  InstantText,
  QueryBoundary,
  VerdictChip,
  quietTextColor,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  ChecklistOccurrence,
  ChecklistSummary,
  OccurrenceState,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';

const DAY_MS = 86_400_000;
/** So many that are over, and so many that are to come. */
const SHOWN = 4;

/** How far to look on each side of now to find some, in days; the API spans 400. */
const REACH: [frequency: string, days: number][] = [
  ['HOURLY', 1],
  ['DAILY', 8],
  ['WEEKLY', 60],
];
const LONGEST_REACH = 199;

const VERDICTS: Partial<Record<OccurrenceState, Verdict>> = {
  done: 'met',
  overdue: 'at-risk',
  missed: 'breached',
};

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(1, 0, 2), padding: 0, listStyle: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, auto) 1fr',
    gap: theme.spacing(0, 2),
    alignItems: 'start',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
}));

/** When a checklist came round and will come round, each instant in full. */
export function OccurrenceTimes({
  checklist,
}: {
  checklist: ChecklistSummary;
}) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { id, cadence } = checklist;
  // Fixed while it is open, or each look would be another question.
  const [now] = useState(() => Date.now());
  const reach = reachOf(cadence ?? '') * DAY_MS;
  const query = useEntityQuery({
    api: runbooksApiRef,
    name: ['occurrences', id, now],
    query: (api, { entityRef, signal }) =>
      api.listOccurrences(
        entityRef,
        {
          from: new Date(now - reach).toISOString(),
          to: new Date(now + reach).toISOString(),
          checklistId: id,
        },
        { signal },
      ),
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('occurrences.title')}
      </Typography>
      <QueryBoundary
        query={query}
        what={t('occurrences.what')}
        permission={runbooksReadPermission.name}
        layout={[{ kind: 'table', rows: 3, columns: 2 }]}
        keepPrevious={false}
      >
        {({ items }) => <Times items={around(items, now)} />}
      </QueryBoundary>
    </section>
  );
}

function Times({ items }: { items: readonly ChecklistOccurrence[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (items.length === 0) {
    return <Typography>{t('occurrences.none')}</Typography>;
  }
  return (
    <ul className={classes.list} aria-label={t('occurrences.title')}>
      {items.map(each => (
        <li key={each.scheduledAt} className={classes.item}>
          <VerdictChip
            verdict={VERDICTS[each.state] ?? null}
            label={t(`occurrenceState.${each.state}`)}
          />
          <div>
            <div>
              {t('occurrences.due', {
                when: <InstantText at={each.dueAt} zone={each.zone} />,
              })}
            </div>
            <div className={classes.quiet}>
              {t('occurrences.window', {
                opens: <InstantText at={each.opensAt} zone={each.zone} />,
                missed: <InstantText at={each.missedAt} zone={each.zone} />,
              })}
            </div>
            {each.movedFrom && (
              <div className={classes.quiet}>
                {t('occurrences.moved', {
                  when: <InstantText at={each.movedFrom} zone={each.zone} />,
                })}
              </div>
            )}
            {each.doneAt && (
              <div className={classes.quiet}>
                {t('occurrences.done', {
                  when: <InstantText at={each.doneAt} zone={each.zone} />,
                })}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function reachOf(cadence: string): number {
  const known = REACH.find(([frequency]) =>
    cadence.includes(`FREQ=${frequency}`),
  );
  const interval = Number(/INTERVAL=(\d+)/.exec(cadence)?.[1] ?? 1);
  return Math.min(LONGEST_REACH, (known?.[1] ?? LONGEST_REACH) * interval);
}

/** The last ones that are due by now and the first of those to come. */
function around(
  items: readonly ChecklistOccurrence[],
  now: number,
): ChecklistOccurrence[] {
  const first = items.findIndex(({ dueAt }) => Date.parse(dueAt) > now);
  const middle = first < 0 ? items.length : first;
  return items.slice(Math.max(0, middle - SHOWN), middle + SHOWN);
}

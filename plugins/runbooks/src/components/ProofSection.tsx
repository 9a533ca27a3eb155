import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  FilterBar,
  FilterSelect,
  QueryBoundary,
  SaveButton,
  VerdictChip,
  quietTextColor,
  useEntityQuery,
  useEntityRef,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  CadenceGap,
  Proof,
  ProofQuery,
  ProvenChecklist,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';
import { ProofRuns } from './ProofRuns';
import { PROOF_PERIODS, periodOf } from './proofPeriods';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  checklist: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
    '@media print': { display: 'none' },
  },
  /** Only on paper: who has looked at it. */
  signature: {
    display: 'none',
    '@media print': { display: 'block', marginTop: theme.spacing(6) },
  },
}));

/** Whether the checklists were done on their cadence over a period, and the proof to take along. */
export function ProofSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const entityRef = useEntityRef();
  const [period, setPeriod] = useUrlState(
    'period',
    PROOF_PERIODS[0],
    PROOF_PERIODS,
  );
  const [control, setControl] = useUrlState<string>('control', '');
  const asked: ProofQuery = {
    ...periodOf(period, new Date()),
    entityRef,
    ...(control ? { control } : {}),
  };
  const query = useEntityQuery({
    api: runbooksApiRef,
    name: ['proof', period, control],
    query: (api, { signal }) => api.getProof(asked, { signal }),
  });
  const controls = query.data?.controls ?? [];
  return (
    <section className={classes.root}>
      <Typography variant="h6" component="h3">
        {t('proof.title')}
      </Typography>
      <FilterBar label={t('proof.filter')}>
        <FilterSelect
          label={t('proof.period')}
          value={period}
          onChange={value => setPeriod(value || PROOF_PERIODS[0])}
          options={PROOF_PERIODS.map(value => ({
            value,
            title: t(`proof.periods.${value}`),
          }))}
        />
        {(controls.length > 0 || control) && (
          <FilterSelect<string>
            label={t('proof.control')}
            value={control}
            onChange={setControl}
            options={controls.map(value => ({ value, title: value }))}
          />
        )}
      </FilterBar>
      <QueryBoundary
        query={query}
        what={t('proof.what')}
        permission={runbooksReadPermission.name}
        layout={[{ kind: 'table', rows: 2, columns: 3 }]}
      >
        {proof => <ProofContent proof={proof} asked={asked} />}
      </QueryBoundary>
    </section>
  );
}

function ProofContent({ proof, asked }: { proof: Proof; asked: ProofQuery }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const api = useApi(runbooksApiRef);
  const [from, to] = [proof.from.slice(0, 10), proof.to.slice(0, 10)];
  const errorContext = {
    what: t('proof.what'),
    permission: runbooksReadPermission.name,
  };
  return (
    <>
      <p>{t('proof.range', { from, to })}</p>
      {proof.checklists.length === 0 && <p>{t('proof.noCadence')}</p>}
      <ul className={classes.list} aria-label={t('proof.list')}>
        {proof.checklists.map(checklist => (
          <li key={checklist.checklistId} className={classes.checklist}>
            <ProvenLine checklist={checklist} />
          </li>
        ))}
      </ul>
      <ProofRuns proof={proof} />
      <div className={classes.actions}>
        <SaveButton
          fileName={`runbooks-${from}-${to}.csv`}
          load={() => api.exportProof(asked, 'csv')}
          errorContext={errorContext}
        >
          {t('proof.csv')}
        </SaveButton>
        <SaveButton
          fileName={`runbooks-${from}-${to}.evidence.jsonl`}
          load={() => api.exportProof(asked, 'jsonl')}
          errorContext={errorContext}
        >
          {t('proof.jsonl')}
        </SaveButton>
        <Button size="small" variant="outlined" onClick={() => window.print()}>
          {t('proof.print')}
        </Button>
      </div>
      <p className={classes.signature}>{t('proof.signature')}</p>
    </>
  );
}

function ProvenLine({ checklist }: { checklist: ProvenChecklist }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { verdict, title, reason, controls, gaps } = checklist;
  return (
    <>
      <VerdictChip
        verdict={verdict}
        label={t(`proof.verdicts.${verdict ?? 'none'}`)}
      />{' '}
      {title} <span className={classes.quiet}>{reason}</span>
      {controls.length > 0 && (
        <span className={classes.quiet}> · {controls.join(', ')}</span>
      )}
      {gaps.length > 0 && (
        <details>
          <summary>{t('proof.gaps', { count: gaps.length })}</summary>
          <ul>
            {gaps.map(gap => (
              <li key={gap.scheduledAt}>
                <Gap gap={gap} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Dates as they stand in the record: an auditor compares them. */
function Gap({ gap: { dueAt, doneAt, state } }: { gap: CadenceGap }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const due = shortUtc(dueAt);
  return (
    <>
      {doneAt
        ? t('proof.doneLate', { due, done: shortUtc(doneAt) })
        : t(state === 'missed' ? 'proof.missed' : 'proof.overdue', { due })}
    </>
  );
}

/** "2026-10-03 12:00 UTC" */
export function shortUtc(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

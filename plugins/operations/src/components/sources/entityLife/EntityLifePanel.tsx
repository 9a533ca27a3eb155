import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  FleetEntities,
  entitiesManagePermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ErrorPanel,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { useEffect, useId, useRef, useState } from 'react';
import { entitiesApiRef } from '../../../api/entitiesApiRef';
import { operationsTranslationRef } from '../../../translation';
import { AskedDecision, DecisionDialog } from './DecisionDialog';
import { Halts } from './Halts';
import { PendingDecisions } from './PendingDecisions';
import { Proposals } from './Proposals';
import { RenameProblems } from './RenameProblems';
import { SilentEntities } from './SilentEntities';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    overflowWrap: 'anywhere',
    '& ul': { margin: 0, padding: 0, listStyle: 'none' },
    '& li': { margin: theme.spacing(1, 0) },
    '& button': { margin: theme.spacing(0.5, 1, 0, 0) },
  },
}));

/**
 * What administrators have to decide of renamed and vanished entities. Nothing
 * at all for others, while it is not known, and when there is nothing.
 */
export function EntityLifePanel() {
  const { allowed } = usePermission({ permission: entitiesManagePermission });
  return allowed ? <Decisions /> : null;
}

function Decisions() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const query = useApiQuery({
    api: entitiesApiRef,
    name: ['life'],
    query: (api, { signal }) => api.get({ signal }),
    refetchIntervalMs: 60_000,
  });
  return (
    <>
      {query.error && (
        <ErrorPanel
          what={t('entityLife.what')}
          error={query.error}
          permission={entitiesManagePermission.name}
          onRetry={query.refetch}
        />
      )}
      {query.data && <Panel entities={query.data} />}
    </>
  );
}

function Panel({ entities }: { entities: FleetEntities }) {
  const classes = useStyles();
  const { t } = useTranslationRef(operationsTranslationRef);
  const titleId = useId();
  const [asked, setAsked] = useState<AskedDecision>();
  const [done, setDone] = useState('');
  const result = useRef<HTMLDivElement>(null);
  // The button that opened the dialog is gone with what it decided.
  useEffect(() => {
    if (done) result.current?.focus();
  }, [done]);
  if (!done && !asked && isEmpty(entities)) return null;
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <Typography id={titleId} variant="h6" component="h3">
        {t('entityLife.title')}
      </Typography>
      {done && (
        <div ref={result} role="status" tabIndex={-1}>
          <Typography variant="body2">{done}</Typography>
        </div>
      )}
      <Halts plugins={entities.plugins} onAsk={setAsked} />
      <Proposals proposals={entities.proposals} onAsk={setAsked} />
      <PendingDecisions decisions={entities.decisions} />
      <RenameProblems plugins={entities.plugins} />
      <SilentEntities plugins={entities.plugins} />
      {asked && (
        <DecisionDialog
          asked={asked}
          onClose={() => setAsked(undefined)}
          onDone={setDone}
        />
      )}
    </section>
  );
}

function isEmpty({ proposals, decisions, plugins }: FleetEntities): boolean {
  return (
    proposals.length === 0 &&
    decisions.every(({ pending }) => pending.length === 0) &&
    plugins.every(
      ({ problem, problems, halt }) =>
        problem === null && problems.length === 0 && halt === null,
    )
  );
}

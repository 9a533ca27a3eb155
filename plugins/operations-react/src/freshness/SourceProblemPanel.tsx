import { makeStyles } from '@material-ui/core/styles';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { relativeTo } from '../time/instant';
import { useNow } from '../time/useNow';
import { VerdictIcon } from '../verdict/VerdictIcon';
import { sourceName } from './freshnessText';
import { sourceProblem } from './sourceProblem';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0, 0, 2), padding: 0, listStyle: 'none' },
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.45,
    color: quietTextColor(theme),
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: 500, color: theme.palette.text.primary },
}));

export interface SourceProblemPanelProps {
  /** All sources of the page; those without a problem are left out. */
  sources: readonly Freshness[];
}

/** One quiet line per failing source: what it means and what to do. Nothing when all is well. */
export function SourceProblemPanel({ sources }: SourceProblemPanelProps) {
  const classes = useStyles();
  const now = useNow(10_000);
  const problems = sources.flatMap(freshness => {
    const problem = sourceProblem(freshness, now);
    return problem ? [{ freshness, problem }] : [];
  });
  if (problems.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Sources with problems">
      {problems.map(({ freshness, problem }) => (
        <li
          key={`${freshness.sourceId}\n${freshness.scopeId}`}
          className={classes.line}
        >
          <VerdictIcon verdict={problem.stale ? 'unknown' : 'at-risk'} />
          <span>
            <span className={classes.name}>{sourceName(freshness)}</span>:{' '}
            {problem.meaning}
            {problem.message && ` (${problem.message})`}.{' '}
            {consequence(freshness, problem.stale, now)} {problem.advice}
          </span>
        </li>
      ))}
    </ul>
  );
}

function consequence(freshness: Freshness, stale: boolean, now: Date): string {
  if (!freshness.lastSuccessAt) return 'It has no figures yet.';
  const age = relativeTo(freshness.lastSuccessAt, now);
  return stale
    ? `Its figures are from ${age}, too old to be believed.`
    : `Its figures are from ${age} and still count.`;
}

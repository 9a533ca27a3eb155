import { makeStyles } from '@material-ui/core/styles';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { relativeTo } from '../time/instant';
import { useNow } from '../time/useNow';
import {
  KitTranslator,
  useKitTranslation,
} from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from '../verdict/VerdictIcon';
import { sourceName } from './freshnessText';
import { SourceProblem, sourceProblem } from './sourceProblem';
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
  const { t } = useKitTranslation();
  const now = useNow(10_000);
  const problems = sources.flatMap(freshness => {
    const problem = sourceProblem(freshness, now, t);
    return problem ? [{ freshness, problem }] : [];
  });
  if (problems.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('sourceProblem.list')}>
      {problems.map(({ freshness, problem }) => (
        <li
          key={`${freshness.sourceId}\n${freshness.scopeId}`}
          className={classes.line}
        >
          <VerdictIcon verdict={problem.stale ? 'unknown' : 'at-risk'} />
          <span>
            <span className={classes.name}>{sourceName(freshness)}</span>:{' '}
            {problemText(problem, consequence(freshness, problem, now, t), t)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function problemText(
  { meaning, message, advice }: SourceProblem,
  what: string,
  t: KitTranslator,
): string {
  const words = { meaning, consequence: what, advice };
  return message
    ? t('sourceProblem.line', { ...words, message })
    : t('sourceProblem.lineWithoutMessage', words);
}

function consequence(
  { lastSuccessAt }: Freshness,
  { stale }: SourceProblem,
  now: Date,
  t: KitTranslator,
): string {
  if (!lastSuccessAt) return t('sourceProblem.noFigures');
  const age = relativeTo(lastSuccessAt, now, t);
  return stale
    ? t('sourceProblem.tooOld', { age })
    : t('sourceProblem.stillCount', { age });
}

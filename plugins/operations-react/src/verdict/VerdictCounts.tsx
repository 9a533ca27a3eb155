import { makeStyles } from '@material-ui/core/styles';
import { VERDICTS, Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from './VerdictIcon';
import { verdictWord } from './verdictWord';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.pxToRem(14),
    fontVariantNumeric: 'tabular-nums',
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
  },
}));

export interface VerdictCountsProps {
  /** How many of each; none of a verdict may be left out. */
  counts: Readonly<Partial<Record<Verdict, number>>>;
  /** How many for which nothing is declared: counted apart, no verdict. */
  undeclared?: number;
}

/** How many there are of each verdict, worst first; what there is none of is left out. */
export function VerdictCounts({ counts, undeclared = 0 }: VerdictCountsProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const all: [verdict: Verdict | null, count: number][] = [
    ...VERDICTS.map((verdict): [Verdict, number] => [
      verdict,
      counts[verdict] ?? 0,
    ]),
    [null, undeclared],
  ];
  return (
    <ul className={classes.list} aria-label={t('verdictCounts.label')}>
      {all
        .filter(([, count]) => count > 0)
        .map(([verdict, count]) => (
          <li key={verdict} className={classes.item}>
            <VerdictIcon verdict={verdict} size={14} decorative />
            {t('verdictCounts.count', {
              number: count.toLocaleString(t('locale')),
              verdict: verdictWord(verdict, t),
            })}
          </li>
        ))}
    </ul>
  );
}

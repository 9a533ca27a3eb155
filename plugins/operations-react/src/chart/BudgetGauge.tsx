import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { verdictColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { budgetText } from './percent';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    fontVariantNumeric: 'tabular-nums',
  },
  track: {
    width: 96,
    height: 10,
    overflow: 'hidden',
    border: '1px solid',
    borderRadius: 5,
    '@media print': { '-webkit-print-color-adjust': 'exact' },
  },
  fill: { display: 'block', height: '100%' },
}));

export interface BudgetGaugeProps {
  /** What the budget is of, for screen readers: "Error budget of availability". */
  label: string;
  /** Fraction left, 1 for all of it; negative when overspent; null when not known. */
  remaining: number | null;
  verdict: Verdict;
  /** More about it, for example "13 min". */
  detail?: string;
}

/** What is left of a budget as a bar, with the figure always beside it. */
export function BudgetGauge(props: BudgetGaugeProps) {
  const { label, remaining, verdict, detail } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const color = verdictColor(useTheme(), verdict);
  const figure =
    remaining === null ? t('chart.noData') : budgetText(remaining, t);
  const text = detail ? `${figure} · ${detail}` : figure;
  const percent = Math.min(100, Math.max(0, (remaining ?? 0) * 100));
  const overspent = remaining !== null && remaining < 0;
  return (
    <span className={classes.root}>
      <span
        className={classes.track}
        style={{ borderColor: color }}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        <span
          className={classes.fill}
          style={
            overspent
              ? { width: '100%', background: stripes(color) }
              : { width: `${percent}%`, background: color }
          }
        />
      </span>
      <span>{text}</span>
    </span>
  );
}

/** An overspent budget is neither empty nor full: it has a pattern of its own. */
function stripes(color: string): string {
  return `repeating-linear-gradient(135deg, ${color} 0 3px, transparent 3px 6px)`;
}

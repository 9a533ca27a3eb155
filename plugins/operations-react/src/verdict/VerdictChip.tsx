import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  ObservedBy,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { Hint } from '../hint/Hint';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { chipBackground, verdictColor } from '../theme/verdictColors';
import { useNow } from '../time/useNow';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from './VerdictIcon';
import { observedByText } from './observedByText';
import { verdictWord } from './verdictWord';

const useStyles = makeStyles(theme => ({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    maxWidth: '100%',
    padding: theme.spacing(0, 1),
    borderRadius: 12,
    border: '1px solid',
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 500,
    lineHeight: '22px',
    verticalAlign: 'middle',
    whiteSpace: 'nowrap',
  },
  dash: { border: 0, padding: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  line: { display: 'block' },
}));

export interface VerdictChipProps {
  /** Null when nothing is declared: shown as a dash, never as a verdict. */
  verdict: Verdict | null;
  /** Text instead of the verdict's word; the word is still read out. */
  label?: string;
  /** Why this verdict; shown on hover and focus. */
  title?: string;
  /** What it was observed by; told below the title. */
  observedBy?: ObservedBy | null;
}

/** A verdict as word, shape and colour: the same in tabs, cards and tables. */
export function VerdictChip(props: VerdictChipProps) {
  const { verdict, label, title, observedBy } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const theme = useTheme();
  const color = verdictColor(theme, verdict);
  const word = verdictWord(verdict, t);
  const chip = (
    <span
      className={`${classes.chip} ${verdict === null ? classes.dash : ''}`}
      style={{
        color,
        backgroundColor: verdict ? chipBackground(theme, verdict) : undefined,
      }}
    >
      <VerdictIcon verdict={verdict} size={13} decorative />
      {verdict === null && !label ? (
        <VisuallyHidden>{word}</VisuallyHidden>
      ) : (
        <span className={classes.text}>{label ?? word}</span>
      )}
      {label && label !== word && <VisuallyHidden> ({word})</VisuallyHidden>}
    </span>
  );
  if (!title && !observedBy) return chip;
  const hint = (
    <>
      {title}
      {observedBy && <ObservedByLine observedBy={observedBy} />}
    </>
  );
  return <Hint text={hint}>{chip}</Hint>;
}

/** On its own, so that the clock ticks only while the hint is open. */
function ObservedByLine({ observedBy }: { observedBy: ObservedBy }) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const now = useNow(10_000);
  return (
    <span className={classes.line}>{observedByText(observedBy, now, t)}</span>
  );
}

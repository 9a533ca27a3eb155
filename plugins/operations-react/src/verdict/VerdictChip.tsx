import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { Hint } from '../hint/Hint';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { chipBackground, verdictColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from './VerdictIcon';
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
}));

export interface VerdictChipProps {
  /** Null when nothing is declared: shown as a dash, never as a verdict. */
  verdict: Verdict | null;
  /** Text instead of the verdict's word; the word is still read out. */
  label?: string;
  /** Why this verdict; shown on hover and focus. */
  title?: string;
}

/** A verdict as word, shape and colour: the same in tabs, cards and tables. */
export function VerdictChip({ verdict, label, title }: VerdictChipProps) {
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
  if (!title) return chip;
  return <Hint text={title}>{chip}</Hint>;
}

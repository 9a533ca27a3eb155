import {
  Verdict,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Hint } from '../hint/Hint';
import { verdictColor } from '../theme/verdictColors';
import {
  KitTranslator,
  useKitTranslation,
} from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from '../verdict/VerdictIcon';
import { exactInstant } from './instant';
import { useNow } from './useNow';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
}));

export interface CountdownProps {
  /** The deadline (ISO-8601). */
  to: string;
  /** From this many milliseconds before the deadline on it counts as at risk; never unless told. */
  warnBeforeMs?: number;
}

/** What a deadline says at `now`: "in 6 min", "4 min over". */
export function countdownText(to: string, now: Date, t: KitTranslator): string {
  const ms = Date.parse(to) - now.getTime();
  if (Number.isNaN(ms)) return t('time.unreadable');
  return ms > 0
    ? t('time.ahead', { length: humanDuration(ms) })
    : t('time.over', { length: humanDuration(-ms) });
}

/** The time left to a deadline, and by how much it was missed after it. */
export function Countdown({ to, warnBeforeMs = 0 }: CountdownProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const theme = useTheme();
  const now = useNow(1_000);
  const left = Date.parse(to) - now.getTime();
  let verdict: Verdict | undefined;
  if (left <= 0) verdict = 'breached';
  else if (left <= warnBeforeMs) verdict = 'at-risk';
  return (
    <Hint text={t('time.deadline', { instant: exactInstant(to, t) })}>
      <span
        className={classes.root}
        role="timer"
        style={verdict && { color: verdictColor(theme, verdict) }}
      >
        {verdict && <VerdictIcon verdict={verdict} size={12} />}
        {countdownText(to, now, t)}
      </span>
    </Hint>
  );
}

import {
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  duration: {
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    // Else a page that reads from right to left puts the unit first.
    direction: 'ltr',
    unicodeBidi: 'isolate',
  },
});

export interface DurationTextProps {
  /** The length in milliseconds, or as an ISO-8601 duration. */
  value: number | string;
}

/** A length of time as people say it: "1 h 12 min". */
export function DurationText({ value }: DurationTextProps) {
  const classes = useStyles();
  const ms = typeof value === 'number' ? value : durationMillis(value);
  return <span className={classes.duration}>{humanDuration(ms)}</span>;
}

import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'block',
    [theme.breakpoints.up('sm')]: { whiteSpace: 'nowrap' },
  },
  second: {
    fontSize: theme.typography.pxToRem(12),
    color: quietTextColor(theme),
  },
  wrap: { whiteSpace: 'normal' },
}));

export interface TwoLinesProps {
  first: ReactNode;
  /** What it belongs to, or more about it; left out when empty. */
  second?: ReactNode;
  /** For texts rather than names: long lines break. */
  wrap?: boolean;
}

/** A name with what it belongs to below it, for a table cell. */
export function TwoLines({ first, second, wrap = false }: TwoLinesProps) {
  const classes = useStyles();
  const line = `${classes.line} ${wrap ? classes.wrap : ''}`;
  return (
    <>
      <span className={line}>{first}</span>
      {second && <span className={`${line} ${classes.second}`}>{second}</span>}
    </>
  );
}

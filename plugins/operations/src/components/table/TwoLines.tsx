import { makeStyles } from '@material-ui/core/styles';
import { quietTextColor } from '@opsdeck/backstage-plugin-operations-react';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'block',
    [theme.breakpoints.up('sm')]: { whiteSpace: 'nowrap' },
  },
  second: {
    fontSize: theme.typography.pxToRem(12),
    color: quietTextColor(theme),
  },
}));

export interface TwoLinesProps {
  first: ReactNode;
  /** What it belongs to; left out when empty. */
  second?: ReactNode;
}

/** A name with what it belongs to below it, for a table cell. */
export function TwoLines({ first, second }: TwoLinesProps) {
  const classes = useStyles();
  return (
    <>
      <span className={classes.line}>{first}</span>
      {second && (
        <span className={`${classes.line} ${classes.second}`}>{second}</span>
      )}
    </>
  );
}

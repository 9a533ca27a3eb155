import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(4, 2),
    textAlign: 'center',
  },
  why: { color: quietTextColor(theme) },
}));

export interface EmptyStateProps {
  /** What is not there, for example "No deployments match these filters". */
  title: string;
  /** Why, or what to do. */
  description?: ReactNode;
  /** A button, for example to reset the filters. */
  action?: ReactNode;
}

/** Nothing to show, and that is no fault. For a tab that is not set up use SetupCard. */
export function EmptyState({ title, description, action }: EmptyStateProps) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="status">
      <Typography variant="body1">{title}</Typography>
      {description && (
        <Typography variant="body2" className={classes.why} component="div">
          {description}
        </Typography>
      )}
      {action}
    </div>
  );
}

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PropsWithChildren } from 'react';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(2, 0) },
  title: { marginBottom: theme.spacing(0.5), fontWeight: 500 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
}));

export interface ExampleProps {
  /** Which piece in which state. */
  title: string;
  /** Small pieces beside each other. */
  row?: boolean;
}

/** One state of one piece, with its name above it. */
export function Example(props: PropsWithChildren<ExampleProps>) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography variant="body2" component="h3" className={classes.title}>
        {props.title}
      </Typography>
      <div className={props.row ? classes.row : undefined}>
        {props.children}
      </div>
    </div>
  );
}

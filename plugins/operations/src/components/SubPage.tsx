import { makeStyles } from '@material-ui/core/styles';
import { PropsWithChildren } from 'react';

const useStyles = makeStyles(theme => ({
  // Aligned with the tabs above it, which the portal draws.
  root: {
    padding: theme.spacing(0, 3, 3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 2, 3) },
  },
}));

/** Gives a sub-page of the new frontend system its margins and the landmark that the portal's frame lacks. */
export function SubPage({ children }: PropsWithChildren<{}>) {
  return <main className={useStyles().root}>{children}</main>;
}

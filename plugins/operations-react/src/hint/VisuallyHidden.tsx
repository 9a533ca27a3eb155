import { makeStyles } from '@material-ui/core/styles';
import { PropsWithChildren } from 'react';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    padding: 0,
    border: 0,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
});

/** Text for screen readers only. */
export function VisuallyHidden({ children }: PropsWithChildren<{}>) {
  return <span className={useStyles().hidden}>{children}</span>;
}

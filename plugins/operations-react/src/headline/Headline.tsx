import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { ReactNode } from 'react';
import { VerdictIcon } from '../verdict/VerdictIcon';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  },
  sentence: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    flex: '1 1 280px',
    minWidth: 0,
    margin: 0,
    fontSize: theme.typography.pxToRem(20),
    fontWeight: 500,
    lineHeight: 1.35,
    overflowWrap: 'anywhere',
  },
  quiet: { fontSize: theme.typography.pxToRem(16), fontWeight: 400 },
  icon: { display: 'inline-flex', paddingTop: '0.2em' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    '@media print': { display: 'none' },
  },
}));

export interface HeadlineProps {
  /** The worst verdict of what the sentence sums up; null when nothing is declared. */
  verdict: Verdict | null;
  /** The answer to the tab's question in one sentence. */
  children: ReactNode;
  /** Buttons, aligned right. */
  actions?: ReactNode;
}

/** The one sentence on top of a tab. It stays small when all is well. */
export function Headline({ verdict, children, actions }: HeadlineProps) {
  const classes = useStyles();
  const quiet = verdict === 'met' || verdict === null;
  return (
    <div className={classes.root}>
      <Typography
        component="h2"
        className={`${classes.sentence} ${quiet ? classes.quiet : ''}`}
      >
        <span className={classes.icon}>
          <VerdictIcon verdict={verdict} size={quiet ? 16 : 20} />
        </span>
        <span>{children}</span>
      </Typography>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, auto) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0, 2),
  },
  term: { color: quietTextColor(theme) },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

export interface FactSectionProps {
  title: string;
  /** {@link Fact} elements. */
  children: ReactNode;
}

/** A titled list of terms and values, as details drawers show them. */
export function FactSection({ title, children }: FactSectionProps) {
  const classes = useStyles();
  return (
    <section>
      <Typography variant="h6" component="h3">
        {title}
      </Typography>
      <dl className={classes.facts}>{children}</dl>
    </section>
  );
}

export interface FactProps {
  term: string;
  children: ReactNode;
}

/** One line of a {@link FactSection}. */
export function Fact({ term, children }: FactProps) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.term}>{term}</dt>
      <dd className={classes.value}>{children}</dd>
    </>
  );
}

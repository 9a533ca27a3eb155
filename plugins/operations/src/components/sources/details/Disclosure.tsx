import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { useUrlState } from '@opsdeck/backstage-plugin-operations-react';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    '&:before': { display: 'none' },
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  summary: { padding: 0, minHeight: 48 },
  details: { display: 'block', padding: theme.spacing(0, 0, 2) },
}));

export interface DisclosureProps {
  /** Name in the query string, so that an opened section has a link. */
  id: string;
  title: string;
  /** Rendered, and so fetched, only while the section is open. */
  children: ReactNode;
}

/** A section of the drawer that is fetched when somebody wants to see it. */
export function Disclosure({ id, title, children }: DisclosureProps) {
  const classes = useStyles();
  const summaryId = useId();
  const [opened, setOpened] = useUrlState<string>('show', []);
  const open = opened.includes(id);
  return (
    <Accordion
      className={classes.root}
      elevation={0}
      square
      expanded={open}
      onChange={(_event, expanded) =>
        setOpened(
          expanded ? [...opened, id] : opened.filter(each => each !== id),
        )
      }
      TransitionProps={{ unmountOnExit: true, timeout: 0 }}
    >
      <AccordionSummary
        className={classes.summary}
        id={summaryId}
        aria-controls={`${summaryId}-content`}
        expandIcon={<ExpandMore />}
      >
        <Typography variant="h6" component="h3">
          {title}
        </Typography>
      </AccordionSummary>
      <AccordionDetails className={classes.details} id={`${summaryId}-content`}>
        {children}
      </AccordionDetails>
    </Accordion>
  );
}

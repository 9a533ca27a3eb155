import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { IncidentDetail } from '@opsdeck/backstage-plugin-incidents-common';

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(1, 0, 2),
    paddingLeft: theme.spacing(3),
    overflowWrap: 'anywhere',
  },
}));

/** What changed before it began, the most likely first, and what is not known of it. */
export function SuspectedChanges({ incident }: { incident: IncidentDetail }) {
  const classes = useStyles();
  const { suspectedChanges, gaps } = incident;
  return (
    <section>
      <Typography variant="h6" component="h3">
        What changed before it began
      </Typography>
      {suspectedChanges.length > 0 && (
        <ol className={classes.list} aria-label="Most likely changes">
          {suspectedChanges.map((change, index) => (
            <li key={`${change.at} ${change.title} ${index}`}>
              {change.title}
              <br />
              <small>
                {change.reason}
                {index === 0 && ': the most likely one'}
              </small>
            </li>
          ))}
        </ol>
      )}
      {suspectedChanges.length === 0 && gaps.length === 0 && (
        <Typography variant="body2" gutterBottom>
          Nothing is known to have changed in the two hours before.
        </Typography>
      )}
      {gaps.map(gap => (
        <Typography key={gap} variant="body2" gutterBottom>
          {gap}.
        </Typography>
      ))}
    </section>
  );
}

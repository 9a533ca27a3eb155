import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { IncidentDetail } from '@opsdeck/backstage-plugin-incidents-common';
import { incidentsTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(1, 0, 2),
    paddingInlineStart: `${theme.spacing(3)}px`,
    overflowWrap: 'anywhere',
  },
}));

/** What changed before it began, the most likely first, and what is not known of it. */
export function SuspectedChanges({ incident }: { incident: IncidentDetail }) {
  const classes = useStyles();
  const { t } = useTranslationRef(incidentsTranslationRef);
  const { suspectedChanges, gaps } = incident;
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('changes.title')}
      </Typography>
      {suspectedChanges.length > 0 && (
        <ol className={classes.list} aria-label={t('changes.label')}>
          {suspectedChanges.map((change, index) => (
            <li key={`${change.at} ${change.title} ${index}`}>
              {change.title}
              <br />
              <small>
                {index === 0
                  ? t('changes.mostLikely', { reason: change.reason })
                  : change.reason}
              </small>
            </li>
          ))}
        </ol>
      )}
      {suspectedChanges.length === 0 && gaps.length === 0 && (
        <Typography variant="body2" gutterBottom>
          {t('changes.none')}
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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Incident } from '@opsdeck/backstage-plugin-incidents-common';
import {
  RelativeTime,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsTranslationRef } from '../translation';
import { Actor } from './Actor';
import { AlertsEnded } from './AlertsEnded';
import { Clocks } from './Clocks';
import { StateButtons } from './StateButtons';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  title: { overflowWrap: 'anywhere' },
  actions: { flexWrap: 'wrap', gap: theme.spacing(1) },
}));

export interface ActiveIncidentProps {
  incident: Incident;
  onOpen: () => void;
}

/** An open incident: its clocks, who has it, and what can be done. */
export function ActiveIncident({ incident, onOpen }: ActiveIncidentProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(incidentsTranslationRef);
  const opened = {
    state: t(`state.${incident.state}`),
    when: <RelativeTime at={incident.openedAt} />,
    who: <Actor actor={incident.openedBy} />,
  };
  return (
    <Card
      component="article"
      variant="outlined"
      className={classes.root}
      aria-label={`${incident.number} ${incident.title}`}
    >
      <CardContent>
        <Typography variant="h5" component="h3" className={classes.title}>
          <VerdictIcon verdict={incident.verdict ?? 'at-risk'} />{' '}
          {incident.number} {incident.severity} “{incident.title}”
        </Typography>
        <Typography variant="body2" gutterBottom>
          {incident.commander
            ? t('active.openedCommanded', {
                ...opened,
                commander: <Actor actor={incident.commander} />,
              })
            : t('active.opened', opened)}
        </Typography>
        <AlertsEnded incident={incident} />
        <Clocks clocks={incident.clocks} />
      </CardContent>
      <CardActions className={classes.actions}>
        <StateButtons incident={incident} />
        <Button size="small" onClick={onOpen}>
          {t('active.timeline', { number: incident.number })}
        </Button>
      </CardActions>
    </Card>
  );
}

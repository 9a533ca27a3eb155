import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  AT_RISK_SHARE,
  Clock,
} from '@opsdeck/backstage-plugin-incidents-common';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  Countdown,
  DurationText,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import { incidentsTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
  },
}));

/** The promises of an incident: running ones count down, stopped ones say how long it took. */
export function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('clocks.label')}>
      {clocks.map(clock => (
        <li key={clock.kind} className={classes.item}>
          <span>{t(`clocks.${clock.kind}`)}</span>
          {clock.stoppedAt ? (
            <VerdictChip
              verdict={clock.verdict}
              label={t('clocks.after', { length: tookText(clock) })}
            />
          ) : (
            <Countdown
              to={clock.deadlineAt}
              warnBeforeMs={clock.targetMs * (1 - AT_RISK_SHARE)}
            />
          )}
          <span>
            {t('clocks.target', {
              length: <DurationText value={clock.targetMs} />,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function tookText(clock: Clock): string {
  const { startedAt, stoppedAt } = clock;
  const ms = Date.parse(stoppedAt ?? startedAt) - Date.parse(startedAt);
  return humanDuration(ms);
}

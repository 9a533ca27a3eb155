import { makeStyles } from '@material-ui/core/styles';
import { Clock } from '@opsdeck/backstage-plugin-incidents-common';
import {
  Countdown,
  DurationText,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

const TITLES: Record<Clock['kind'], string> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
};

/** From this share of the target on a clock counts as at risk. */
const WARN_SHARE = 0.25;

/** The promises of an incident: running ones count down, stopped ones say how long it took. */
export function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Clocks">
      {clocks.map(clock => (
        <li key={clock.kind} className={classes.item}>
          <span>{TITLES[clock.kind]}</span>
          {clock.stoppedAt ? (
            <VerdictChip verdict={clock.verdict} label={tookText(clock)} />
          ) : (
            <Countdown
              to={clock.deadlineAt}
              warnBeforeMs={clock.targetMs * WARN_SHARE}
            />
          )}
          <span>
            (target <DurationText value={clock.targetMs} />)
          </span>
        </li>
      ))}
    </ul>
  );
}

function tookText(clock: Clock): string {
  const ms =
    Date.parse(clock.stoppedAt ?? clock.startedAt) -
    Date.parse(clock.startedAt);
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? 'under 1 min' : `after ${minutes} min`;
}

import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { VERDICTS, Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { verdictWord } from '@opsdeck/backstage-plugin-operations-react';
import { useEffect, useState } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  field: { minWidth: 160, flex: '1 1 160px', maxWidth: 280 },
}));

const TYPING_PAUSE_MS = 300;

export interface FleetFiltersProps {
  text: string;
  onText: (text: string) => void;
  tier: string;
  onTier: (tier: string) => void;
  verdict: Verdict | '';
  onVerdict: (verdict: Verdict | '') => void;
}

/** What the fleet table is narrowed to; kept in the URL by the page. */
export function FleetFilters(props: FleetFiltersProps) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="search">
      <SettledField
        label="Service"
        value={props.text}
        onSettled={props.onText}
      />
      <SettledField label="Tier" value={props.tier} onSettled={props.onTier} />
      <TextField
        className={classes.field}
        select
        id="fleet-filter-verdict"
        label="Verdict"
        variant="outlined"
        size="small"
        value={props.verdict}
        SelectProps={{
          displayEmpty: true,
          SelectDisplayProps: { 'aria-label': 'Verdict' },
        }}
        InputLabelProps={{ shrink: true }}
        onChange={event => props.onVerdict(event.target.value as Verdict | '')}
      >
        <MenuItem value="">any</MenuItem>
        {VERDICTS.map(verdict => (
          <MenuItem key={verdict} value={verdict}>
            {verdictWord(verdict)}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
}

/** A text field that tells its value once the typing has paused. */
function SettledField(props: {
  label: string;
  value: string;
  onSettled: (value: string) => void;
}) {
  const classes = useStyles();
  const { value, onSettled } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSettled(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSettled]);
  return (
    <TextField
      className={classes.field}
      id={`fleet-filter-${props.label.toLowerCase()}`}
      label={props.label}
      variant="outlined"
      size="small"
      value={typed}
      onChange={event => setTyped(event.target.value)}
    />
  );
}

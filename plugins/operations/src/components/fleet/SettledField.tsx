import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { quietTextColor } from '@opsdeck/backstage-plugin-operations-react';
import { useEffect, useId, useState } from 'react';

const TYPING_PAUSE_MS = 300;

const useStyles = makeStyles(theme => ({
  // The theme's own label colour is too pale on the page's grey.
  label: { '&&': { color: quietTextColor(theme) } },
}));

export interface SettledFieldProps {
  label: string;
  value: string;
  /** Called once the typing has paused. */
  onSettled: (value: string) => void;
}

/** A text field that tells its value once the typing has paused. */
export function SettledField(props: SettledFieldProps) {
  const { label, value, onSettled } = props;
  const classes = useStyles();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSettled(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSettled]);
  return (
    <TextField
      id={useId()}
      label={label}
      size="small"
      value={typed}
      InputLabelProps={{ shrink: true, className: classes.label }}
      onChange={event => setTyped(event.target.value)}
    />
  );
}

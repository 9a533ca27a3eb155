import TextField from '@material-ui/core/TextField';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 300;

export interface SettledFieldProps {
  id: string;
  label: string;
  value: string;
  /** Called once the typing has paused. */
  onSettled: (value: string) => void;
  className?: string;
}

/** A text field that tells its value once the typing has paused. */
export function SettledField(props: SettledFieldProps) {
  const { id, label, value, onSettled, className } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSettled(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSettled]);
  return (
    <TextField
      className={className}
      id={id}
      label={label}
      variant="outlined"
      size="small"
      value={typed}
      onChange={event => setTyped(event.target.value)}
    />
  );
}

import TextField from '@material-ui/core/TextField';

export interface SelectFieldProps<T extends string> {
  id: string;
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** The first one means "no filter". */
  options: readonly { value: T; title: string }[];
  className?: string;
}

/** A choice of one, as the browser's own control: phones know best how to show it. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  return (
    <TextField
      className={props.className}
      select
      id={props.id}
      label={props.label}
      variant="outlined"
      size="small"
      value={props.value}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      onChange={({ target }) => {
        const chosen = props.options.find(o => o.value === target.value);
        if (chosen) props.onChange(chosen.value);
      }}
    >
      {props.options.map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </TextField>
  );
}

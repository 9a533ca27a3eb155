import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { quietTextColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

/** The value of a filter that narrows nothing. */
export const ANY = '';

const useStyles = makeStyles(theme => ({
  field: { minWidth: 150 },
  // The theme's own label colour is too pale on the page's grey.
  label: { '&&': { color: quietTextColor(theme) } },
}));

export interface FilterSelectProps<T extends string> {
  label: string;
  value: T | typeof ANY;
  onChange: (value: T | typeof ANY) => void;
  options: readonly { value: T; title: string }[];
}

/**
 * A choice of one or all, as the browser's own control: phones know best how to
 * show it. A value of the URL that is not among the options is shown as it is,
 * so that nobody wonders why the list is empty.
 */
export function FilterSelect<T extends string>(props: FilterSelectProps<T>) {
  const { label, value, options, onChange } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const isListed = options.some(option => option.value === value);
  return (
    <TextField
      id={useId()}
      className={classes.field}
      select
      size="small"
      label={label}
      value={value}
      InputLabelProps={{ shrink: true, className: classes.label }}
      SelectProps={{ native: true }}
      onChange={({ target }) => {
        const chosen = options.find(option => option.value === target.value);
        onChange(chosen ? chosen.value : ANY);
      }}
    >
      <option value={ANY}>{t('filter.any')}</option>
      {value !== ANY && !isListed && <option value={value}>{value}</option>}
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </TextField>
  );
}

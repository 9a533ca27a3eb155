import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  DEPLOYMENT_STATUSES,
  DeploymentsOverview,
} from '@opsdeck/backstage-plugin-deployments-common';
import { quietTextColor } from '@opsdeck/backstage-plugin-operations-react';
import { ANY, DeploymentFilters } from './useDeploymentFilters';
import { statusWord } from './words';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0),
    '@media print': { display: 'none' },
    // The theme's own label colour is too pale on the page's grey.
    '& .MuiInputLabel-root': { color: quietTextColor(theme) },
  },
  field: { minWidth: 150 },
}));

export interface FilterBarProps {
  overview: Pick<DeploymentsOverview, 'environments' | 'authors'>;
  filters: DeploymentFilters;
}

/** What the list is narrowed to. */
export function FilterBar({ overview, filters }: FilterBarProps) {
  const classes = useStyles();
  const { setEnvironment, setStatus, setAuthor } = filters;
  return (
    <div className={classes.bar} role="search" aria-label="Filter deployments">
      <Select
        label="Environment"
        value={filters.environment}
        onChange={setEnvironment}
        options={overview.environments.map(({ environment }) => [
          environment.id,
          environment.title,
        ])}
      />
      <Select
        label="Status"
        value={filters.status}
        onChange={setStatus}
        options={DEPLOYMENT_STATUSES.map(status => [
          status,
          statusWord(status),
        ])}
      />
      <Select
        label="Author"
        value={filters.author}
        onChange={setAuthor}
        options={overview.authors.map(author => [author, author])}
      />
      {filters.isFiltered && (
        <Button
          size="small"
          onClick={() => {
            setEnvironment(ANY);
            setStatus(ANY);
            setAuthor(ANY);
          }}
        >
          Reset filters
        </Button>
      )}
    </div>
  );
}

interface SelectProps<T extends string> {
  label: string;
  value: T | typeof ANY;
  onChange: (value: T | typeof ANY) => void;
  options: readonly (readonly [value: T, text: string])[];
}

function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange } = props;
  const classes = useStyles();
  const id = `deployments-${label.toLowerCase()}`;
  const isListed = options.some(([option]) => option === value);
  return (
    <TextField
      id={id}
      className={classes.field}
      select
      size="small"
      label={label}
      value={value}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ native: true }}
      onChange={({ target }) => {
        const chosen = options.find(([option]) => option === target.value);
        onChange(chosen ? chosen[0] : ANY);
      }}
    >
      <option value={ANY}>all</option>
      {value !== ANY && !isListed && <option value={value}>{value}</option>}
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </TextField>
  );
}

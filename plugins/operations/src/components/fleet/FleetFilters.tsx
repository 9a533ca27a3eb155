import { identityApiRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  BoardRow,
  VERDICTS,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  quietTextColor,
  useApiQuery,
  verdictWord,
} from '@opsdeck/backstage-plugin-operations-react';
import { refName } from '../entity/EntityLink';
import { SelectField } from './SelectField';
import { SettledField } from './SettledField';
import { FleetFilterState } from './useFleetFilter';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
    // The theme's own label colour is too pale on the page's grey.
    '& .MuiInputLabel-root': { color: quietTextColor(theme) },
  },
  field: {
    minWidth: 128,
    flex: '1 1 128px',
    [theme.breakpoints.up('sm')]: { maxWidth: 280 },
  },
}));

const VERDICT_OPTIONS: { value: Verdict | ''; title: string }[] = [
  { value: '', title: 'any' },
  ...VERDICTS.map(value => ({ value, title: verdictWord(value) })),
];

export interface FleetFiltersProps extends FleetFilterState {
  /** What is on screen: its owners and tiers are offered. */
  rows: readonly BoardRow[];
}

/** What the fleet table is narrowed to; kept in the URL. */
export function FleetFilters(props: FleetFiltersProps) {
  const classes = useStyles();
  const { filter, rows } = props;
  const mine = useApiQuery({
    api: identityApiRef,
    name: ['my-groups'],
    query: async api =>
      (await api.getBackstageIdentity()).ownershipEntityRefs.filter(ref =>
        ref.startsWith('group:'),
      ),
  });
  const groups = mine.data ?? [];
  const owners = names(
    [...groups, ...rows.map(row => row.owner)],
    filter.owner,
  );
  const tiers = names(
    rows.map(row => row.tier),
    filter.tier,
  );
  return (
    <div className={classes.root} role="search" aria-label="Narrow the fleet">
      <SettledField
        className={classes.field}
        id="fleet-filter-service"
        label="Service"
        value={filter.text}
        onSettled={props.setText}
      />
      <SelectField
        className={classes.field}
        id="fleet-filter-owner"
        label="Owner"
        value={filter.owner}
        onChange={props.setOwner}
        options={[
          { value: '', title: 'anyone' },
          ...owners.map(value => ({
            value,
            title: groups.includes(value)
              ? `${ownerName(value)} (mine)`
              : ownerName(value),
          })),
        ]}
      />
      <SelectField
        className={classes.field}
        id="fleet-filter-tier"
        label="Tier"
        value={filter.tier}
        onChange={props.setTier}
        options={[
          { value: '', title: 'any' },
          ...tiers.map(value => ({ value, title: value })),
        ]}
      />
      <SelectField
        className={classes.field}
        id="fleet-filter-verdict"
        label="Verdict"
        value={filter.verdict}
        onChange={props.setVerdict}
        options={VERDICT_OPTIONS}
      />
    </div>
  );
}

/** Each once, by name; what is chosen already stays among them. */
function names(seen: readonly (string | null)[], chosen: string): string[] {
  const all = [...seen, chosen].filter((name): name is string => Boolean(name));
  return [...new Set(all)].sort((a, b) => a.localeCompare(b));
}

/** The URL is typed by hand: what is no entity ref is shown as it is. */
function ownerName(owner: string): string {
  return owner.includes(':') ? refName(owner) : owner;
}

import { makeStyles } from '@material-ui/core/styles';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { FreshnessLine } from './FreshnessLine';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: theme.spacing(1, 0),
    padding: 0,
    listStyle: 'none',
  },
}));

export interface FreshnessListProps {
  /** One per source and scope; the same one twice is shown once. */
  sources: readonly Freshness[];
  /** Name of the list for screen readers; "Sources" unless told. */
  label?: string;
}

/** Sources and ages of a group of figures that several sources feed. */
export function FreshnessList(props: FreshnessListProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const { sources, label = t('freshness.list') } = props;
  const byKey = new Map(
    sources.map(source => [`${source.sourceId}\n${source.scopeId}`, source]),
  );
  if (byKey.size === 0) return null;
  return (
    <ul className={classes.list} aria-label={label}>
      {[...byKey].map(([key, freshness]) => (
        <li key={key}>
          <FreshnessLine freshness={freshness} />
        </li>
      ))}
    </ul>
  );
}

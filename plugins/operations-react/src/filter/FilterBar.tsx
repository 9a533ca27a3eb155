import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { PropsWithChildren } from 'react';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0),
    '@media print': { display: 'none' },
  },
}));

export interface FilterBarProps {
  /** What is filtered, for screen readers: "Filter deployments". */
  label: string;
  /** Takes all filters back; given while any is set. */
  onReset?: () => void;
}

/** What a list is narrowed to: {@link FilterSelect}s whose values stand in the URL. */
export function FilterBar(props: PropsWithChildren<FilterBarProps>) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  return (
    <div className={classes.bar} role="search" aria-label={props.label}>
      {props.children}
      {props.onReset && (
        <Button size="small" onClick={props.onReset}>
          {t('filter.reset')}
        </Button>
      )}
    </div>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { Hint } from '../hint/Hint';
import { relativeTo } from '../time/instant';
import { useNow } from '../time/useNow';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictChip } from '../verdict/VerdictChip';
import { freshnessDetails, sourceName, staleReason } from './freshnessText';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    fontSize: theme.typography.pxToRem(13),
    color: quietTextColor(theme),
    overflowWrap: 'anywhere',
  },
  details: { display: 'block' },
}));

export interface FreshnessLineProps {
  /** Where the figures come from and how old they are. */
  freshness: Freshness;
}

/**
 * Source and age of a group of figures: "Amazon RDS · production eu-west-1 ·
 * 2 min ago". Stale figures turn to the unknown chip and say why.
 */
export function FreshnessLine({ freshness }: FreshnessLineProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const now = useNow(10_000);
  const stale = staleReason(freshness, now, t);
  const details = freshnessDetails(freshness, t).map(line => (
    <span key={line} className={classes.details}>
      {line}
    </span>
  ));
  return (
    <span className={classes.line}>
      {stale && <VerdictChip verdict="unknown" label={t('freshness.stale')} />}
      <Hint text={details}>
        {sourceName(freshness)}
        {freshness.lastSuccessAt && !stale && (
          <>
            {' · '}
            <time dateTime={freshness.lastSuccessAt}>
              {relativeTo(freshness.lastSuccessAt, now, t)}
            </time>
          </>
        )}
        {stale && ` · ${stale}`}
        {!stale &&
          freshness.failure &&
          ` · ${t('freshness.lastAttemptFailed')}`}
      </Hint>
    </span>
  );
}

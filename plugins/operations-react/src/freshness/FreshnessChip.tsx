import { makeStyles } from '@material-ui/core/styles';
import {
  Freshness,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { Hint } from '../hint/Hint';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { quietTextColor } from '../theme/verdictColors';
import { relativeTo } from '../time/instant';
import { useNow } from '../time/useNow';
import {
  KitTranslator,
  useKitTranslation,
} from '../translation/operationsReactTranslationRef';
import { VerdictChip } from '../verdict/VerdictChip';
import { freshnessDetails, sourceName, staleReason } from './freshnessText';

const useStyles = makeStyles(theme => ({
  chip: {
    display: 'inline-block',
    padding: theme.spacing(0, 1),
    borderRadius: 12,
    border: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.pxToRem(13),
    lineHeight: '22px',
    whiteSpace: 'nowrap',
    color: quietTextColor(theme),
  },
  line: { display: 'block' },
}));

export interface FreshnessChipProps {
  /** Where a figure comes from and how old it is. */
  freshness: Freshness;
}

/**
 * The age of one figure, small enough for a cell. When older than two cadences
 * it turns to the unknown chip; why, and everything else, is on hover and
 * read out. `FreshnessLine` says the same in a sentence.
 */
export function FreshnessChip({ freshness }: FreshnessChipProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const now = useNow(10_000);
  const stale = staleReason(freshness, now, t);
  const lines = [
    sourceName(freshness),
    ...(stale ? [stale] : []),
    ...freshnessDetails(freshness, t),
  ];
  const hint = lines.map(line => (
    <span key={line} className={classes.line}>
      {line}
    </span>
  ));
  return (
    <Hint text={hint}>
      {stale ? (
        <>
          <VerdictChip verdict="unknown" label={ageText(freshness, now, t)} />
          <VisuallyHidden>: {stale}</VisuallyHidden>
        </>
      ) : (
        <time
          className={classes.chip}
          dateTime={freshness.lastSuccessAt ?? undefined}
        >
          {freshness.lastSuccessAt
            ? relativeTo(freshness.lastSuccessAt, now, t)
            : t('freshness.neverRead')}
        </time>
      )}
    </Hint>
  );
}

function ageText(
  { lastSuccessAt }: Freshness,
  now: Date,
  t: KitTranslator,
): string {
  if (!lastSuccessAt) return t('freshness.neverRead');
  const length = humanDuration(now.getTime() - Date.parse(lastSuccessAt));
  return t('freshness.staleAge', { length });
}

import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useEffect, useState } from 'react';
import { VisuallyHidden } from '../hint/VisuallyHidden';
import { quietTextColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

/** From then on a wait is told in words (milliseconds). */
const SLOW_MS = 1_000;

const useStyles = makeStyles(theme => ({
  progress: {
    minHeight: theme.spacing(3),
    fontSize: theme.typography.pxToRem(13),
    color: quietTextColor(theme),
    fontVariantNumeric: 'tabular-nums',
  },
  block: { marginBottom: theme.spacing(2) },
  row: { display: 'flex', gap: theme.spacing(2) },
  cell: { flex: 1 },
}));

/** A piece of a page, so that the skeleton has the real layout. */
export type SkeletonBlock =
  | { kind: 'headline' }
  | { kind: 'table'; rows: number; columns: number }
  | { kind: 'cards'; count: number }
  | { kind: 'chart' };

const TAB: readonly SkeletonBlock[] = [
  { kind: 'headline' },
  { kind: 'table', rows: 5, columns: 5 },
];

export interface LoadingSkeletonProps {
  /** What is being loaded, for screen readers: "deployments". */
  what: string;
  /** The layout to come; a headline and a table unless told. */
  layout?: readonly SkeletonBlock[];
  /** For what takes longer than a second: how far it is. */
  progress?: { done: number; total: number };
}

/**
 * The layout of what is to come, so that nothing jumps when it arrives. After a
 * second it says in sight what is being loaded, and how far it is where that is known.
 */
export function LoadingSkeleton(props: LoadingSkeletonProps) {
  const { what, layout = TAB, progress } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const isSlow = useSlow();
  const words = progress
    ? t('loading.counted', {
        what,
        done: String(progress.done),
        total: String(progress.total),
      })
    : t(isSlow ? 'loading.slow' : 'loading.what', { what });
  return (
    <div role="status">
      {/* Its room is there from the start, so that nothing jumps. */}
      <div className={classes.progress}>
        {isSlow || progress ? words : <VisuallyHidden>{words}</VisuallyHidden>}
        {progress && <ProgressBar {...progress} label={words} />}
      </div>
      <div aria-hidden>
        {layout.map((block, index) => (
          <Block key={index} block={block} />
        ))}
      </div>
    </div>
  );
}

/** Whether it takes so long that a skeleton alone would look like a page that hangs. */
function useSlow(): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}

function ProgressBar(props: { done: number; total: number; label: string }) {
  const { done, total, label } = props;
  const value = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <LinearProgress variant="determinate" value={value} aria-label={label} />
  );
}

function Block({ block }: { block: SkeletonBlock }) {
  const classes = useStyles();
  switch (block.kind) {
    case 'headline':
      return <Skeleton className={classes.block} width="60%" height={36} />;
    case 'chart':
      return <Skeleton className={classes.block} variant="rect" height={220} />;
    case 'cards':
      return (
        <div className={`${classes.row} ${classes.block}`}>
          {range(block.count).map(card => (
            <Skeleton
              key={card}
              className={classes.cell}
              variant="rect"
              height={120}
            />
          ))}
        </div>
      );
    default:
      return (
        <div className={classes.block}>
          {range(block.rows).map(row => (
            <div key={row} className={classes.row}>
              {range(block.columns).map(column => (
                <Skeleton key={column} className={classes.cell} height={32} />
              ))}
            </div>
          ))}
        </div>
      );
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { VisuallyHidden } from '../hint/VisuallyHidden';

const useStyles = makeStyles(theme => ({
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

/** The layout of what is to come, so that nothing jumps when it arrives. */
export function LoadingSkeleton(props: LoadingSkeletonProps) {
  const { what, layout = TAB, progress } = props;
  const count = progress && `${progress.done} of ${progress.total}`;
  return (
    <div role="status">
      <VisuallyHidden>
        Loading {what}
        {count && `: ${count}`}
      </VisuallyHidden>
      <div aria-hidden>
        {count && <p>{count}</p>}
        {layout.map((block, index) => (
          <Block key={index} block={block} />
        ))}
      </div>
    </div>
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

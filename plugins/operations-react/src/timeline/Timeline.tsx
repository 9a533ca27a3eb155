import { Link } from '@backstage/core-components';
import MuiLink from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { ReactNode } from 'react';
import { EmptyState } from '../feedback/EmptyState';
import { Hint } from '../hint/Hint';
import { exactInstant } from '../time/instant';
import { useNow } from '../time/useNow';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from '../verdict/VerdictIcon';
import { timeOfDay, timelineDays } from './timelineDays';
import { quietTextColor } from '../theme/verdictColors';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  day: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 500,
  },
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    borderInlineStart: `2px solid ${theme.palette.divider}`,
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: '44px 18px minmax(0, 1fr)',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    fontSize: theme.typography.pxToRem(14),
    lineHeight: 1.45,
    overflowWrap: 'anywhere',
  },
  time: {
    color: quietTextColor(theme),
    fontVariantNumeric: 'tabular-nums',
  },
  icon: { display: 'flex', alignItems: 'center', height: '1.45em' },
  kind: { color: quietTextColor(theme) },
  body: { color: quietTextColor(theme) },
  button: { font: 'inherit', textAlign: 'start', verticalAlign: 'baseline' },
}));

export interface TimelineEntry {
  id: string;
  /** When it happened (ISO-8601). */
  at: string;
  /** What sort of thing it is, in a word: "deployment", "alert". */
  kind: string;
  title: string;
  verdict?: Verdict | null;
  /** More about it, below the title. */
  body?: ReactNode;
  /** Page that tells more. */
  href?: string;
  /** Opens a drawer that tells more; instead of `href`. */
  onOpen?: () => void;
  /** Instead of the verdict's icon. */
  icon?: ReactNode;
}

export interface TimelineProps {
  /** Name of the timeline for screen readers. */
  label: string;
  /** In any order; shown newest first. */
  entries: readonly TimelineEntry[];
  emptyText: string;
}

/** What happened, newest first, by day in the reader's zone. */
export function Timeline({ label, entries, emptyText }: TimelineProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const now = useNow(60_000);
  if (entries.length === 0) return <EmptyState title={emptyText} />;
  return (
    <section className={classes.root} aria-label={label}>
      {timelineDays(entries, now, t).map(day => (
        <div key={day.date}>
          <Typography component="h3" className={classes.day}>
            {day.title}
          </Typography>
          <ol className={classes.list} aria-label={day.title}>
            {day.entries.map(entry => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const { at, kind, verdict, body, icon } = entry;
  return (
    <li className={classes.entry}>
      <span className={classes.time}>
        <Hint text={exactInstant(at, t)}>
          <time dateTime={at}>{timeOfDay(at)}</time>
        </Hint>
      </span>
      <span className={classes.icon}>
        {icon ?? (verdict !== undefined && <VerdictIcon verdict={verdict} />)}
      </span>
      <span>
        <Title entry={entry} /> <span className={classes.kind}>{kind}</span>
        {body && <div className={classes.body}>{body}</div>}
      </span>
    </li>
  );
}

function Title({ entry }: { entry: TimelineEntry }) {
  const classes = useStyles();
  const { title, href, onOpen } = entry;
  if (onOpen) {
    return (
      <MuiLink
        component="button"
        className={classes.button}
        underline="always"
        onClick={onOpen}
      >
        {title}
      </MuiLink>
    );
  }
  return href ? (
    <Link to={href} underline="always">
      {title}
    </Link>
  ) : (
    <span>{title}</span>
  );
}

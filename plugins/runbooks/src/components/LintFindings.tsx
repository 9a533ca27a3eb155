import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { quietTextColor } from '@opsdeck/backstage-plugin-operations-react';
import {
  RunbookDocumentStatus,
  RunbookLintFinding,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  finding: { padding: theme.spacing(0.75, 0), overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  summary: { cursor: 'pointer', padding: theme.spacing(1, 0) },
}));

const SEVERITIES = ['error', 'warning', 'info'] as const;

interface PlacedFinding extends RunbookLintFinding {
  document: RunbookDocumentStatus;
}

function key({ document, rule, line, message }: PlacedFinding): string {
  return `${document.path} ${line} ${rule} ${message}`;
}

export interface LintFindingsProps {
  documents: readonly RunbookDocumentStatus[];
}

/** What contradicts itself in the documents: gravest first, accepted ones folded. */
export function LintFindings({ documents }: LintFindingsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const all = documents.flatMap(document =>
    document.lint.map((finding): PlacedFinding => ({ ...finding, document })),
  );
  const standing = SEVERITIES.flatMap(severity =>
    all.filter(each => each.severity === severity && !each.suppressed),
  );
  const accepted = all.filter(({ suppressed }) => suppressed);
  if (all.length === 0) return null;
  return (
    <section className={classes.root}>
      <Typography variant="h6" component="h3">
        {t('lint.title')}
      </Typography>
      {standing.length === 0 && (
        <p className={classes.quiet}>{t('lint.none')}</p>
      )}
      <ul className={classes.list}>
        {standing.map(finding => (
          <Finding key={key(finding)} finding={finding} />
        ))}
      </ul>
      {accepted.length > 0 && (
        <details>
          <summary className={classes.summary}>
            {t('lint.accepted', { count: accepted.length })}
          </summary>
          <ul className={classes.list}>
            {accepted.map(finding => (
              <Finding key={key(finding)} finding={finding} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Finding({ finding }: { finding: PlacedFinding }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { severity, message, fix, rule, suppressed } = finding;
  return (
    <li className={classes.finding}>
      <strong>{t(`lint.severity.${severity}`)}</strong> {message}{' '}
      <span className={classes.quiet}>({rule})</span>
      <div className={classes.quiet}>
        <Place finding={finding} />
        {' · '}
        {suppressed
          ? t('lint.suppressed', {
              until: suppressed.until,
              reason: suppressed.reason,
            })
          : fix}
      </div>
    </li>
  );
}

/** The line in the document, as a link where a person can open it. */
function Place({ finding: { document, line } }: { finding: PlacedFinding }) {
  const place = (
    <code>
      {document.path}:{line}
    </code>
  );
  return document.url ? (
    <Link to={`${document.url}#L${line}`} underline="always">
      {place}
    </Link>
  ) : (
    place
  );
}

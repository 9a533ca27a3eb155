import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  RelativeTime,
  VerdictIcon,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import { RunbookDocumentStatus } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  document: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  problem: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0, 0.25, 2),
    fontSize: '0.875rem',
  },
}));

export interface DocumentListProps {
  documents: readonly RunbookDocumentStatus[];
}

/** The documents that the checklists come from, with what is wrong in them and where. */
export function DocumentList({ documents }: DocumentListProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (documents.length === 0) return null;
  return (
    <section className={classes.root}>
      <Typography variant="h6" component="h3">
        {t('documents.title')}
      </Typography>
      <ul className={classes.list}>
        {documents.map(document => (
          <li key={document.path} className={classes.document}>
            <DocumentName document={document} />{' '}
            <span className={classes.quiet}>
              {t('documents.checklists', { count: document.checklists })}
              {document.readAt && (
                <>
                  {', '}
                  {t(
                    document.stale ? 'documents.staleRead' : 'documents.read',
                    {
                      when: <RelativeTime at={document.readAt} />,
                    },
                  )}
                </>
              )}
            </span>
            {document.problems.map(problem => (
              <div
                key={`${problem.line} ${problem.message}`}
                className={classes.problem}
              >
                <VerdictIcon
                  verdict={problem.severity === 'error' ? 'unknown' : 'at-risk'}
                />
                <span>
                  <code>
                    {document.path}
                    {problem.line !== null && `:${problem.line}`}
                  </code>{' '}
                  {problem.message}
                </span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DocumentName({ document }: { document: RunbookDocumentStatus }) {
  return document.url ? (
    <Link to={document.url} underline="always">
      {document.path}
    </Link>
  ) : (
    <span>{document.path}</span>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { InfoCard } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CodeBlock,
  CopyButton,
  QueryBoundary,
  quietTextColor,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunbookTemplate,
  runbooksUsePermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  template: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  text: { flex: '1 1 260px', minWidth: 0 },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
}));

/** Runbooks to begin with: read one, copy it, put it beside the code. */
export function TemplateList() {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const query = useApiQuery({
    api: runbooksApiRef,
    name: ['templates'],
    query: (api, { signal }) => api.listTemplates({ signal }),
  });
  return (
    <div className={classes.root}>
      <InfoCard
        title={t('templates.title')}
        titleTypographyProps={{ component: 'h2' }}
      >
        <Typography paragraph>{t('templates.text')}</Typography>
        <QueryBoundary
          query={query}
          what={t('templates.what')}
          permission={runbooksUsePermission.name}
          layout={[{ kind: 'table', rows: 4, columns: 2 }]}
        >
          {({ items }) => (
            <ul className={classes.list} aria-label={t('templates.title')}>
              {items.map(template => (
                <li key={template.id} className={classes.template}>
                  <Template template={template} />
                </li>
              ))}
            </ul>
          )}
        </QueryBoundary>
      </InfoCard>
    </div>
  );
}

function Template({ template }: { template: RunbookTemplate }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const { title, kind, cadence, steps, markdown } = template;
  return (
    <>
      <div className={classes.text}>
        <div>{title}</div>
        <div className={classes.quiet}>
          {t(`kind.${kind}`)}
          {', '}
          {t('templates.steps', { count: steps })}
          {cadence !== null && (
            <>
              {', '}
              <code>{cadence}</code>
            </>
          )}
        </div>
        <details>
          <summary>{t('templates.read')}</summary>
          <CodeBlock
            label={t('templates.markdownOf', { title })}
            text={markdown}
          />
        </details>
      </div>
      <CopyButton text={markdown} label={t('templates.copy', { title })} />
    </>
  );
}

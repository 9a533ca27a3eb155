import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CopyButton,
  ScrollRegion,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { operationsTranslationRef } from '../../../translation';
import { SourceRow } from '../sourceRows';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  text: {
    overflow: 'auto',
    maxHeight: 360,
    padding: theme.spacing(1.5),
    margin: theme.spacing(1, 0, 2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** The least privilege of a source, ready to paste at the provider. */
export function PolicySection({ row }: { row: SourceRow }) {
  const classes = useStyles();
  const { t } = useTranslationRef(operationsTranslationRef);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['policy', row.pluginId, row.source.id],
    query: (api, { signal }) =>
      api.of(row.pluginId).getPolicies(row.source.id, { signal }),
  });
  return (
    <Section what={t('policy.what')} query={query}>
      {({ requiredPermissions, policies }) => (
        <>
          {requiredPermissions.length === 0 && policies.length === 0 && (
            <Typography variant="body2">{t('policy.none')}</Typography>
          )}
          {requiredPermissions.length > 0 && (
            <ul>
              {requiredPermissions.map(permission => (
                <li key={permission}>
                  <code>{permission}</code>
                </li>
              ))}
            </ul>
          )}
          {policies.map(({ title, text }) => (
            <div key={title}>
              <div className={classes.head}>
                <Typography variant="subtitle2" component="h4">
                  {title}
                </Typography>
                <CopyButton text={text} />
              </div>
              <ScrollRegion className={classes.text} label={title} preformatted>
                {text}
              </ScrollRegion>
            </div>
          ))}
        </>
      )}
    </Section>
  );
}

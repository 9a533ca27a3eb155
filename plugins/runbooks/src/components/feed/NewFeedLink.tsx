import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CodeBlock,
  CopyButton,
} from '@opsdeck/backstage-plugin-operations-react';
import { CreatedFeed } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** The link of a feed that was just made: nobody can show it again. */
export function NewFeedLink({ feed }: { feed: CreatedFeed }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <div className={classes.root} role="status">
      <Typography>{t('feeds.once')}</Typography>
      <CodeBlock label={t('feeds.link')} text={feed.url} />
      <CopyButton text={feed.url} label={t('feeds.copy')} />
    </div>
  );
}

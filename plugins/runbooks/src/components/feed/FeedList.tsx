import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ConfirmDialog,
  RelativeTime,
  VerdictIcon,
  quietTextColor,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Feed,
  runbooksUsePermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { RunbooksTranslator, runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  feed: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  text: { flex: '1 1 240px', overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  problem: { display: 'flex', gap: theme.spacing(1), fontSize: '0.875rem' },
}));

/** The feeds that there are, with what calendars make of them. */
export function FeedList({ feeds }: { feeds: readonly Feed[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [asked, setAsked] = useState<Feed>();
  const revoke = useApiMutation({
    api: runbooksApiRef,
    mutate: (api, feedId: string) => api.revokeFeed(feedId),
  });
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('feeds.yours')}
      </Typography>
      {feeds.length === 0 && <Typography>{t('feeds.none')}</Typography>}
      <ul className={classes.list}>
        {feeds.map(feed => (
          <li key={feed.id} className={classes.feed}>
            <div className={classes.text}>
              <div>{subjectOf(feed, t)}</div>
              <div className={classes.quiet}>
                {t('feeds.made', {
                  when: <RelativeTime at={feed.createdAt} />,
                })}
                {'; '}
                {feed.lastReadAt
                  ? t('feeds.lastRead', {
                      when: <RelativeTime at={feed.lastReadAt} />,
                    })
                  : t('feeds.neverRead')}
              </div>
              {feed.problem && (
                <div className={classes.problem}>
                  <VerdictIcon verdict="unknown" />
                  <span>{feed.problem}</span>
                </div>
              )}
            </div>
            <Button
              size="small"
              variant="outlined"
              aria-label={t('feeds.revokeNamed', { feed: subjectOf(feed, t) })}
              onClick={() => setAsked(feed)}
            >
              {t('feeds.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('feeds.revokeTitle')}
        effect={t('feeds.revokeEffect')}
        onConfirm={async () => asked && revoke.mutateAsync(asked.id)}
        errorContext={{
          what: t('feeds.what'),
          permission: runbooksUsePermission.name,
        }}
      >
        {t('feeds.revokeConsequence')}
      </ConfirmDialog>
    </section>
  );
}

function subjectOf(
  { scope, subjectRefs }: Feed,
  t: RunbooksTranslator,
): string {
  return scope === 'personal'
    ? t('feeds.mine')
    : t('feeds.team', { team: personName(subjectRefs[0], t) });
}

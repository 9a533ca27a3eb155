import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  QueryBoundary,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  CreatedFeed,
  runbooksUsePermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { CreateFeedForm } from './CreateFeedForm';
import { FeedList } from './FeedList';
import { NewFeedLink } from './NewFeedLink';

/** The feeds of whoever looks at it: make one, copy its link once, revoke it. */
export function SubscribePanel() {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const [created, setCreated] = useState<CreatedFeed>();
  const query = useApiQuery({
    api: runbooksApiRef,
    name: ['feeds'],
    query: (api, { signal }) => api.listFeeds({ signal }),
  });
  return (
    <>
      <Typography paragraph>{t('feeds.text')}</Typography>
      <QueryBoundary
        query={query}
        what={t('feeds.what')}
        permission={runbooksUsePermission.name}
        layout={[{ kind: 'table', rows: 2, columns: 2 }]}
      >
        {({ feeds, groups, enabled }) => (
          <>
            {!enabled && <Typography paragraph>{t('feeds.off')}</Typography>}
            {enabled && (
              <CreateFeedForm groups={groups} onCreated={setCreated} />
            )}
            {created && feeds.some(({ id }) => id === created.id) && (
              <NewFeedLink feed={created} />
            )}
            <FeedList feeds={feeds} />
          </>
        )}
      </QueryBoundary>
    </>
  );
}

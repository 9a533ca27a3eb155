import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import {
  DetailDrawer,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import { runbooksUsePermission } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';
import { SubscribePanel } from './SubscribePanel';

/** Opens where a person keeps the feeds for their calendars. */
export function SubscribeButton() {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const drawer = useDetailDrawer('subscribe');
  const { allowed } = usePermission({ permission: runbooksUsePermission });
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        onClick={() => drawer.open('feeds')}
      >
        {t('feeds.open')}
      </Button>
      <DetailDrawer
        open={drawer.openKey !== undefined}
        onClose={drawer.close}
        title={t('feeds.title')}
      >
        <SubscribePanel />
      </DetailDrawer>
    </>
  );
}

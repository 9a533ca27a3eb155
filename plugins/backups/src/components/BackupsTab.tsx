import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  BackupsOverview,
  backupsReadPermission,
} from '@opsdeck/backstage-plugin-backups-common';
import {
  DetailDrawer,
  EntityTab,
  TabOverview,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import { backupsApiRef } from '../api/backupsApiRef';
import { backupsTranslationRef } from '../translation';
import { BackupsSetup } from './BackupsSetup';
import { ResourceDetails } from './ResourceDetails';
import { ResourceTable, resourceKey } from './ResourceTable';

/** The Backups tab of an entity: how much would be lost now, by evidence. */
export function BackupsTab() {
  const { t } = useTranslationRef(backupsTranslationRef);
  return (
    <EntityTab
      api={backupsApiRef}
      query={(api, { entityRef, signal }) =>
        api.getOverview(entityRef, { signal })
      }
      what={t('tab.what')}
      permission={backupsReadPermission.name}
    >
      {overview => <Overview overview={overview} />}
    </EntityTab>
  );
}

function Overview({ overview }: { overview: BackupsOverview }) {
  const { entity } = useEntity();
  const drawer = useDetailDrawer('resource');
  const opened = overview.resources.find(
    resource => resourceKey(resource) === drawer.openKey,
  );
  const isEmpty = overview.resources.length === 0;
  return (
    <TabOverview
      overview={overview}
      setup={isEmpty && <BackupsSetup entity={entity} />}
    >
      <ResourceTable
        resources={overview.resources}
        onOpen={resource => drawer.open(resourceKey(resource))}
        openKey={drawer.openKey}
      />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.title}
      >
        {opened && <ResourceDetails resource={opened} />}
      </DetailDrawer>
    </TabOverview>
  );
}

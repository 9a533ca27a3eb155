import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DetailDrawer,
  EntityTab,
  TabOverview,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SlosOverview,
  slosReadPermission,
} from '@opsdeck/backstage-plugin-slos-common';
import { slosApiRef } from '../api/slosApiRef';
import { slosTranslationRef } from '../translation';
import { DefinitionProblems } from './DefinitionProblems';
import { SloDetails } from './SloDetails';
import { SloTable } from './SloTable';
import { SlosSetup } from './SlosSetup';

/** The SLO tab of an entity: the promise, the budget, and how fast it goes. */
export function SlosTab() {
  const { t } = useTranslationRef(slosTranslationRef);
  return (
    <EntityTab
      api={slosApiRef}
      query={(api, { entityRef, signal }) =>
        api.getOverview(entityRef, { signal })
      }
      what={t('tab.what')}
      permission={slosReadPermission.name}
    >
      {overview => <Overview overview={overview} />}
    </EntityTab>
  );
}

function Overview({ overview }: { overview: SlosOverview }) {
  const { entity } = useEntity();
  const drawer = useDetailDrawer('slo');
  const { slos, problems } = overview;
  const opened = slos.find(({ id }) => id === drawer.openKey);
  const isEmpty = slos.length === 0 && problems.length === 0;
  return (
    <TabOverview
      overview={overview}
      setup={isEmpty && <SlosSetup entity={entity} />}
    >
      <SloTable
        slos={slos}
        onOpen={({ id }) => drawer.open(id)}
        openKey={drawer.openKey}
      />
      <DefinitionProblems problems={problems} />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.title}
      >
        {opened && <SloDetails slo={opened} />}
      </DetailDrawer>
    </TabOverview>
  );
}

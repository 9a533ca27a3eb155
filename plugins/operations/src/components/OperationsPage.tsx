import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { operationsTranslationRef } from '../translation';
import { FleetPage } from './fleet/FleetPage';
import { SourcesPage } from './sources/SourcesPage';

/** The Operations area with its own header, for apps on the older frontend system. */
export function OperationsPage() {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} />
      <TabbedLayout>
        <TabbedLayout.Route path="/fleet" title={t('page.fleet')}>
          <FleetPage />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/sources" title={t('page.sources')}>
          <SourcesPage />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}

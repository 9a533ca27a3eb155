import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { FleetPage } from './fleet/FleetPage';
import { SourcesPage } from './sources/SourcesPage';

/** The Operations area with its own header, for apps on the older frontend system. */
export function OperationsPage() {
  return (
    <Page themeId="tool">
      <Header title="Operations" />
      <TabbedLayout>
        <TabbedLayout.Route path="/fleet" title="Fleet">
          <FleetPage />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/sources" title="Sources">
          <SourcesPage />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DetailDrawer,
  EntityTab,
  OpsdeckQueryProvider,
  TabOverview,
  useDetailDrawer,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  RunbooksOverview,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';
import { ChecklistDetails } from './ChecklistDetails';
import { ChecklistTable } from './ChecklistTable';
import { DocumentList } from './DocumentList';
import { SubscribeButton } from './feed/SubscribeButton';
import { LintFindings } from './LintFindings';
import { ProofSection } from './ProofSection';
import { RunbooksSetup } from './RunbooksSetup';
import { RunHistory } from './RunHistory';
import { RunningRuns } from './RunningRuns';
import { RunView } from './run/RunView';
import { StartButton } from './StartButton';

/** The Runbooks tab of an entity: which checklists are due, who did them, and the proof. */
export function RunbooksTab() {
  return (
    <OpsdeckQueryProvider>
      <RunbooksContent />
    </OpsdeckQueryProvider>
  );
}

/** A run takes the whole width and has a link of its own. */
function RunbooksContent() {
  const run = useDetailDrawer('run');
  return run.openKey ? (
    <RunView runId={run.openKey} onBack={run.close} onRun={run.open} />
  ) : (
    <RunbooksOverviewContent onRun={run.open} />
  );
}

interface ContentProps {
  onRun: (runId: string) => void;
}

function RunbooksOverviewContent({ onRun }: ContentProps) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <EntityTab
      api={runbooksApiRef}
      query={(api, { entityRef, signal }) =>
        api.getOverview(entityRef, { signal })
      }
      what={t('tab.what')}
      permission={runbooksReadPermission.name}
    >
      {overview => <Overview overview={overview} onRun={onRun} />}
    </EntityTab>
  );
}

function Overview({
  overview,
  onRun,
}: ContentProps & { overview: RunbooksOverview }) {
  const { entity } = useEntity();
  const drawer = useDetailDrawer('checklist');
  const { checklists, documents, running } = overview;
  const opened = checklists.find(({ id }) => id === drawer.openKey);
  const isEmpty = documents.length === 0 && running.length === 0;
  return (
    <TabOverview
      overview={overview}
      actions={<SubscribeButton />}
      setup={isEmpty && <RunbooksSetup entity={entity} />}
    >
      <RunningRuns runs={running} onRun={onRun} />
      <ChecklistTable
        checklists={checklists}
        onOpen={({ id }) => drawer.open(id)}
        openKey={drawer.openKey}
        onRun={onRun}
      />
      <RunHistory onRun={onRun} />
      {checklists.length > 0 && <ProofSection />}
      <LintFindings documents={documents} />
      <DocumentList documents={documents} />
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.title}
        actions={opened && <StartButton checklist={opened} onRun={onRun} />}
      >
        {opened && <ChecklistDetails checklist={opened} />}
      </DetailDrawer>
    </TabOverview>
  );
}

import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';
import { runbooksTranslationRef } from '../translation';
import { TemplateList } from './TemplateList';

/** What to put in the catalog when the tab has nothing to show. */
export function RunbooksSetup({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <>
      <SetupCard
        entity={entity}
        title={t('setup.title')}
        annotations={{ [OPSDECK_ANNOTATIONS.runbooks]: 'runbooks/*.md' }}
      >
        {t('setup.text')}
      </SetupCard>
      <TemplateList />
    </>
  );
}

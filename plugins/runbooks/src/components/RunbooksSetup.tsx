import { Entity } from '@backstage/catalog-model';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { SetupCard } from '@opsdeck/backstage-plugin-operations-react';

/** What to put in the catalog when the tab has nothing to show. */
export function RunbooksSetup({ entity }: { entity: Entity }) {
  return (
    <SetupCard
      entity={entity}
      title="No runbooks are declared for this service"
      annotations={{ [OPSDECK_ANNOTATIONS.runbooks]: 'runbooks/*.md' }}
    >
      This tab turns the Markdown runbooks beside the code of this service into
      checklists: which of them are due, who worked through them, and what the
      evidence is. Task lists, numbered procedures and bullets under headings
      such as “Daily” or “Monthly” are understood. Point at the files, relative
      to the source location of the entity:
    </SetupCard>
  );
}

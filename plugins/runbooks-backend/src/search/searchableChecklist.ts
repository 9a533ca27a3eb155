import {
  SearchableChecklist,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { StoredChecklist } from '../database/DocumentStore';

/** What people would search a checklist by. */
export function searchableChecklist({
  entityRef,
  id,
  title,
  documentTitle,
  definition,
}: StoredChecklist): SearchableChecklist {
  const steps = flattenSteps(definition.steps).flatMap(({ step }) => [
    step.text,
    ...step.commands.map(({ text }) => text),
  ]);
  return {
    entityRef,
    checklistId: id,
    title,
    documentTitle,
    kind: definition.kind,
    owner: definition.owner,
    text: [...definition.headingPath, ...steps].join('\n'),
  };
}

import { RunbookChecklist } from '../import';

/**
 * What a checklist is called among the others of its service: the document's title
 * when it is the only one there ("Weekly maintenance", not "Weekly"), else its
 * headings below the document's own ("Database › Weekly").
 */
export function checklistTitle(
  checklist: Pick<RunbookChecklist, 'title' | 'headingPath'>,
  documentTitle: string,
  siblings: number,
): string {
  if (siblings === 1) return documentTitle;
  const [first, ...below] = checklist.headingPath;
  const path = first === documentTitle ? below : checklist.headingPath;
  const own =
    path.at(-1) === checklist.title ? path : [...path, checklist.title];
  return own.length > 0 ? own.join(' › ') : checklist.title;
}

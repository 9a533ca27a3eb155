import { RunbookChecklist } from '../import';
import { stepHash } from '../import/identity/hash';

/**
 * Names the checklists of one document, in its order: by path, headings and title,
 * so that a checklist keeps its history while others around it come and go. A
 * renamed heading makes a new checklist.
 */
export function checklistIds(
  path: string,
  checklists: readonly Pick<RunbookChecklist, 'title' | 'headingPath'>[],
): string[] {
  const seen = new Map<string, number>();
  return checklists.map(({ title, headingPath }) => {
    const id = stepHash([path, ...headingPath], title);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}

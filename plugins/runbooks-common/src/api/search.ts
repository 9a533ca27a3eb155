import {
  defineContract,
  inputText,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CHECKLIST_KINDS } from '../import';

export const searchableChecklistSchema = z.object({
  entityRef: z.string(),
  checklistId: z.string(),
  title: z.string(),
  documentTitle: z.string(),
  kind: z.enum(CHECKLIST_KINDS),
  /** As the document names it; null where it does not. */
  owner: z.string().nullable(),
  /** Headings, then the steps with their sub-steps and commands, one a line. */
  text: z.string(),
});

/** A checklist as a search index takes it. */
export type SearchableChecklist = z.infer<typeof searchableChecklistSchema>;

export const searchPageSchema = z.object({
  items: z.array(searchableChecklistSchema),
  nextCursor: z.string().nullable(),
});

export type SearchPage = z.infer<typeof searchPageSchema>;

export const searchPageQuerySchema = z.object({
  cursor: inputText(1_000).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(100),
});

/** What the search backend asks for, and nobody else. */
export const searchContract = defineContract({
  pluginId: 'runbooks',
  title: 'Search',
  description: 'The checklists as documents of a search index.',
  routes: {
    listSearchDocuments: {
      method: 'get',
      path: '/search-documents',
      summary: 'Every checklist of every entity, for the search index',
      callers: ['service'],
      permissions: [],
      query: searchPageQuerySchema,
      status: 200,
      answer: searchPageSchema,
    },
  },
  schemas: { SearchableChecklist: searchableChecklistSchema },
});

import { runbooksReadPermission } from '@opsdeck/backstage-plugin-runbooks-common';
import { RunbookCollatorFactory } from './RunbookCollatorFactory';

const item = (checklistId: string) => ({
  entityRef: 'component:default/shop',
  checklistId,
  title: 'Daily checks',
  documentTitle: 'Operations guide',
  kind: 'maintenance',
  owner: null,
  text: 'Look at the dashboard',
});

async function documentsOf(fetch: (path: string) => Promise<Response>) {
  const factory = new RunbookCollatorFactory(async () => fetch);
  const documents = [];
  for await (const each of await factory.getCollator()) documents.push(each);
  return documents;
}

describe('RunbookCollatorFactory', () => {
  it('reads page after page and links to the checklist', async () => {
    const pages: Record<string, object> = {
      '/search-documents': { items: [item('a/b')], nextCursor: 'next' },
      '/search-documents?cursor=next': { items: [item('c')], nextCursor: null },
    };
    const fetch = jest.fn(async (path: string) => Response.json(pages[path]));
    expect(await documentsOf(fetch)).toEqual([
      {
        title: 'Daily checks (shop)',
        text: 'Look at the dashboard',
        location: '/catalog/default/component/shop/runbooks?checklist=a%2Fb',
        authorization: { resourceRef: 'component:default/shop' },
        entityRef: 'component:default/shop',
        kind: 'maintenance',
        documentTitle: 'Operations guide',
        owner: '',
      },
      expect.objectContaining({
        location: '/catalog/default/component/shop/runbooks?checklist=c',
      }),
    ]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('shows results only to who may read the checklists of the entity', () => {
    const { visibilityPermission, type } = new RunbookCollatorFactory(
      jest.fn(),
    );
    expect(type).toBe('runbooks');
    expect(visibilityPermission).toBe(runbooksReadPermission);
  });

  it('fails the indexing when the backend does, so that the old index stays', async () => {
    const failing = async () => new Response('down', { status: 503 });
    await expect(documentsOf(failing)).rejects.toThrow('503');
  });
});

import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { SHOP, recordOf, DAILY } from '../__testUtils__/runbooks';
import { StoredChecklist } from '../database/DocumentStore';
import { createSearchRouter } from './createSearchRouter';

const [{ checklists }] = recordOf({ 'daily.md': DAILY }).documents;

function stored(id: string): StoredChecklist {
  return {
    entityRef: SHOP,
    id,
    title: 'Daily checks',
    documentTitle: 'Daily checks',
    path: 'daily.md',
    url: null,
    definition: checklists[0],
    definitionHash: 'abc',
    firstSeenAt: '2026-11-20T12:00:00.000Z',
    openedUntil: null,
    planVersion: 0,
  };
}

describe('createSearchRouter', () => {
  const pageChecklists = jest.fn(async (_after: unknown, limit: number) =>
    ['a', 'b', 'c'].map(stored).slice(0, limit),
  );
  const app = express()
    .use(
      createSearchRouter({
        documents: { pageChecklists },
        httpAuth: mockServices.httpAuth({
          defaultCredentials: mockCredentials.none(),
        }),
      }),
    )
    .use(mockErrorHandler());

  const service = (subject: string) =>
    mockCredentials.service.header({
      onBehalfOf: mockCredentials.service(subject),
      targetPluginId: 'test',
    });
  const get = (query = '', authorization = service('plugin:search')) =>
    request(app)
      .get(`/search-documents${query}`)
      .set('authorization', authorization);

  beforeEach(() => jest.clearAllMocks());

  it('pages through the checklists with what one would search them by', async () => {
    const { body } = await get('?limit=2').expect(200);
    expect(body.items.map((each: any) => each.checklistId)).toEqual(['a', 'b']);
    expect(body.items[0]).toMatchObject({
      entityRef: SHOP,
      title: 'Daily checks',
      kind: 'maintenance',
      text: expect.stringContaining('Verify backup completion'),
    });
    await get(`?limit=2&cursor=${body.nextCursor}`).expect(200);
    expect(pageChecklists).toHaveBeenLastCalledWith(
      expect.objectContaining({ entityRef: SHOP, id: 'b' }),
      3,
    );
    const last = await get('?limit=3').expect(200);
    expect(last.body.nextCursor).toBeNull();
  });

  it('answers the search backend only', async () => {
    await get('', mockCredentials.none.header()).expect(401);
    await get('', mockCredentials.user.header()).expect(403);
    await get('', service('plugin:backups')).expect(403);
    expect(pageChecklists).not.toHaveBeenCalled();
  });

  it.each(['nonsense', Buffer.from('["a\\u0000","b"]').toString('base64url')])(
    'refuses the cursor %s',
    async cursor => {
      const { body } = await get(`?cursor=${cursor}`).expect(400);
      expect(body.error.message).toContain('cursor');
    },
  );
});

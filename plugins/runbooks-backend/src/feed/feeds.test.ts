import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAILY, NOW, later, recordOf } from '../__testUtils__/runbooks';
import { DANA } from '../__testUtils__/runs';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { OccurrenceLister } from '../service/OccurrenceLister';
import { AuthorizedFeedService } from './AuthorizedFeedService';
import { DefaultFeedService } from './DefaultFeedService';
import { FeedAudience } from './FeedAudience';
import { FeedReader } from './FeedReader';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const MONTHLY = DAILY.replace('Daily checks', 'Monthly audit').replace(
  'FREQ=DAILY',
  'FREQ=MONTHLY;BYMONTHDAY=1\nowner: others',
);
const openStores = createTestStores();

const entity = (
  kind: string,
  name: string,
  relations: [type: string, targetRef: string][],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});
const shop = entity('Component', 'shop', [['ownedBy', TEAM]]);

describe.each(DATABASES)('a feed on %s', databaseId => {
  let stores: TestStores;
  let people: Entity[];
  let services: Entity[];
  const credentials = mockCredentials.user(DANA);

  beforeEach(async () => {
    stores = await openStores(databaseId);
    people = [
      entity('User', 'dana', [['memberOf', TEAM]]),
      entity('Group', 'team', []),
      entity('Group', 'others', []),
    ];
    services = [shop];
    await stores.knex.transaction(async trx => {
      await stores.documents.save(
        trx,
        recordOf({ 'a.md': DAILY, 'b.md': MONTHLY }),
        NOW,
      );
      await stores.documents.save(
        trx,
        recordOf({ 'c.md': DAILY }, [], 'component:default/bank'),
        NOW,
      );
    });
  });

  const audience = () =>
    new FeedAudience({
      catalog: catalogServiceMock({ entities: people }),
      auth: mockServices.auth(),
    });
  const service = (more: { enabled?: boolean; groups?: string[] } = {}) =>
    new DefaultFeedService({
      feeds: stores.feeds,
      audience: audience(),
      userInfo: {
        getUserInfo: async () => ({
          userEntityRef: DANA,
          ownershipEntityRefs: [DANA, ...(more.groups ?? [TEAM])],
        }),
      },
      baseUrl: async () => 'https://portal.example.com/api/runbooks',
      enabled: more.enabled ?? true,
      clock: () => NOW,
    });
  const read = (url: string, now = later(1)) =>
    new FeedReader({
      feeds: stores.feeds,
      audience: audience(),
      documents: stores.documents,
      occurrences: new OccurrenceLister({
        stores,
        calendars: new BusinessCalendars([], stores.calendars),
      }),
      loadIndex: async () => buildEntityIndex(services),
      portalUrl: 'https://portal.example.com',
      clock: () => now,
    }).read(/feeds\/([\w-]+)\.ics$/.exec(url)![1]);
  const summaries = async (url: string) => [
    ...new Set(
      (await read(url)).text
        .split('\r\n')
        .filter(line => line.startsWith('SUMMARY:')),
    ),
  ];

  it('lists what the person and their groups own', async () => {
    const created = await service().create(credentials, { scope: 'personal' });
    expect(created).toMatchObject({
      scope: 'personal',
      subjectRefs: [DANA, TEAM],
      problem: null,
      url: expect.stringMatching(
        /^https:\/\/portal\.example\.com\/api\/runbooks\/feeds\/[\w-]{43}\.ics$/,
      ),
    });
    // Neither what is owned by others, nor by nobody, nor what others are named for.
    await expect(summaries(created.url)).resolves.toEqual([
      'SUMMARY:Daily checks · shop',
    ]);
    const { text } = await read(created.url);
    expect(text).toContain('X-WR-CALNAME:Runbooks of dana\r\n');
    expect(text).toContain('DTEND:20261121T140000Z\r\n');
    // From tomorrow, for today's is written down when it opens, to 90 days ahead.
    expect(text.split('BEGIN:VEVENT').length - 1).toBe(89);
  });

  it('lists for a team what a document names it for, wherever that is', async () => {
    people[0] = entity('User', 'dana', [['memberOf', OTHERS]]);
    const { url } = await service({ groups: [OTHERS] }).create(credentials, {
      scope: 'team',
      group: OTHERS,
    });
    await expect(summaries(url)).resolves.toEqual([
      'SUMMARY:Monthly audit · shop',
    ]);
  });

  it('gives each occurrence the same name each time, and a mark of all', async () => {
    const { url } = await service().create(credentials, { scope: 'personal' });
    const names = (text: string) =>
      text.split('\r\n').filter(line => line.startsWith('UID:'));
    const [first, second] = [await read(url), await read(url, later(2))];
    expect(names(second.text)).toEqual(names(first.text));
    expect(new Set(names(first.text)).size).toBe(89);
    expect(second.etag).toBe(first.etag);
    expect((await read(url, later(24))).etag).not.toBe(first.etag);
    expect((await service().list(credentials)).feeds).toMatchObject([
      { lastReadAt: later(24).toISOString() },
    ]);
  });

  it('tells its address once and never again', async () => {
    const { url, ...created } = await service().create(credentials, {
      scope: 'personal',
    });
    const listed = await service().list(credentials);
    expect(listed).toEqual({ feeds: [created], groups: [TEAM], enabled: true });
  });

  it('is there for nobody once it is revoked', async () => {
    const { id, url } = await service().create(credentials, {
      scope: 'personal',
    });
    await expect(service().revoke(credentials, id)).resolves.toMatchObject({
      feeds: [],
    });
    await expect(read(url)).rejects.toThrow('There is no such feed');
    await expect(read('/feeds/never-there.ics')).rejects.toThrow(
      'There is no such feed',
    );
    await expect(service().revoke(credentials, id)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('follows the person out of a group, and out of the catalog', async () => {
    const personal = await service().create(credentials, { scope: 'personal' });
    const team = await service().create(credentials, {
      scope: 'team',
      group: TEAM,
    });
    people[0] = entity('User', 'dana', []);
    await expect(summaries(personal.url)).resolves.toEqual([]);
    await expect(read(team.url)).rejects.toThrow('There is no such feed');
    const { feeds } = await service({ groups: [] }).list(credentials);
    expect(feeds.find(({ scope }) => scope === 'team')?.problem).toContain(
      'no longer a member',
    );
    people = people.slice(1);
    await expect(read(personal.url)).rejects.toThrow('There is no such feed');
  });

  it('shows nothing of a service that has left the catalog', async () => {
    const { url } = await service().create(credentials, { scope: 'personal' });
    services = [];
    const { text } = await read(url);
    expect(text).not.toContain('BEGIN:VEVENT');
    expect(text).toContain('BEGIN:VTIMEZONE');
  });

  it.each([
    [{ scope: 'team' as const }, /needs the group/],
    [{ scope: 'team' as const, group: OTHERS }, /not a member/],
    [{ scope: 'team' as const, group: DANA }, /not a member/],
  ])('is not made of %j', async (input, message) => {
    await expect(service().create(credentials, input)).rejects.toThrow(message);
    await expect(stores.knex('feeds')).resolves.toEqual([]);
  });

  it('is not made while feeds are switched off, nor without end', async () => {
    const personal = { scope: 'personal' as const };
    await expect(
      service({ enabled: false }).create(credentials, personal),
    ).rejects.toThrow(/switched off/);
    for (let n = 0; n < 20; n++) await service().create(credentials, personal);
    await expect(service().create(credentials, personal)).rejects.toThrow(
      /20 feeds/,
    );
  });

  it('is kept by those only who may use the feature', async () => {
    const authorize = jest.fn();
    const permissions = mockServices.permissions.mock({ authorize });
    const guarded = new AuthorizedFeedService(service(), permissions);
    const calls = [
      () => guarded.list(credentials),
      () => guarded.create(credentials, { scope: 'personal' }),
      async () => {
        const [{ id }] = await stores.feeds.listOf(DANA);
        return guarded.revoke(credentials, id);
      },
    ];
    authorize.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
    for (const call of calls) await expect(call()).resolves.toBeDefined();
    await service().create(credentials, { scope: 'personal' });
    authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    for (const call of calls) {
      await expect(call()).rejects.toBeInstanceOf(NotAllowedError);
    }
    expect(authorize).toHaveBeenLastCalledWith(
      [
        {
          permission: expect.objectContaining({ name: 'opsdeck.runbooks.use' }),
        },
      ],
      { credentials },
    );
    await expect(stores.feeds.listOf(DANA)).resolves.toHaveLength(1);
  });
});

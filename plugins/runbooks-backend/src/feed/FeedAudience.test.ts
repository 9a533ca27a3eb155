import { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DANA } from '../__testUtils__/runs';
import { FeedAudience } from './FeedAudience';
import { StoredFeed } from './FeedStore';

const TEAM = 'group:default/team';
const DIVISION = 'group:default/division';

const entity = (kind: string, name: string, relations: [string, string][]) =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  } satisfies Entity);

const team = entity('Group', 'team', [['childOf', DIVISION]]);
const division = entity('Group', 'division', [
  // Somebody has made a circle.
  ['childOf', TEAM],
]);
const dana = entity('User', 'dana', [['memberOf', TEAM]]);

const audienceOf = (entities: Entity[], feed: Partial<StoredFeed> = {}) =>
  new FeedAudience({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
  }).of({
    id: 'x',
    scope: 'personal',
    ownerRef: DANA,
    subjectRefs: [DANA, TEAM, DIVISION],
    createdAt: '',
    lastReadAt: null,
    ...feed,
  });

describe('FeedAudience', () => {
  it('speaks for the person, their groups and the groups above', async () => {
    await expect(audienceOf([dana, team, division])).resolves.toEqual({
      subjectRefs: [DANA, TEAM, DIVISION],
      problem: null,
    });
  });

  it('speaks for no group that the person has joined since', async () => {
    await expect(
      audienceOf([dana, team, division], { subjectRefs: [DANA] }),
    ).resolves.toEqual({ subjectRefs: [DANA], problem: null });
  });

  it('no longer speaks for a group that the person has left', async () => {
    const alone = entity('User', 'dana', []);
    await expect(audienceOf([alone, team])).resolves.toEqual({
      subjectRefs: [DANA],
      problem: null,
    });
    await expect(
      audienceOf([alone, team], { scope: 'team', subjectRefs: [TEAM] }),
    ).resolves.toEqual({
      subjectRefs: [],
      problem: `${DANA} is no longer a member of ${TEAM}`,
    });
  });

  it('speaks for nobody once the person has left the catalog', async () => {
    await expect(audienceOf([team, division])).resolves.toEqual({
      subjectRefs: [],
      problem: expect.stringContaining(`The catalog has no ${DANA}`),
    });
  });
});

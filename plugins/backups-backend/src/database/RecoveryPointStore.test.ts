import { RecoveryPoint } from '@opsdeck/backstage-plugin-backups-common';
import {
  TestStores,
  createTestStores,
  DATABASES,
} from '../__testUtils__/databases';
import {
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ago,
  arnOf,
  point,
  record,
} from '../__testUtils__/records';
import { PointCursor } from './RecoveryPointStore';

const SCOPE = { sourceId: 'aws-rds', scopeId: '111122223333/eu-west-1' };
const ORDERS = 'resource:default/orders';
const ID = { sourceId: 'aws-rds', key: arnOf('orders') };

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const openStores = createTestStores();

describe.each(DATABASES)('RecoveryPointStore on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const save = (
    recoveryPoints: RecoveryPoint[],
    now = NOW,
    name = 'orders',
    entityRef: string | null = `resource:default/${name}`,
  ) =>
    stores.knex.transaction(trx =>
      stores.store.save(
        trx,
        SCOPE,
        [
          {
            entityRef,
            bindingNote: '',
            record: record(name, { recoveryPoints }),
          },
        ],
        now,
      ),
    );
  const page = (limit = 100, after?: PointCursor) =>
    stores.store.points.page(ID, { limit, after });
  /** What is asked of the table of points from now on. */
  const pointStatements = () => {
    const statements: string[] = [];
    stores.knex.on('query', ({ sql }) => {
      if (sql.includes('recovery_points')) statements.push(sql);
    });
    return statements;
  };
  const keys = async () => (await page()).map(({ key }) => key);

  it('answers points as they were read, newest data first', async () => {
    const points = [
      point('new', HOUR, { encrypted: false, kind: 'manual' }),
      point('old', DAY, { encrypted: null, status: 'failed' }),
    ];
    await save([...points].reverse());
    await expect(page()).resolves.toEqual(points);
  });

  it('brings instants into the one form that sorts as text', async () => {
    await save([
      point('a', 0, { dataTime: '2026-11-20T10:00:00Z' }),
      point('b', 0, { dataTime: '2026-11-20T10:00:00.500Z' }),
      point('c', 0, { dataTime: '2026-11-20T09:59:59.999999Z' }),
    ]);
    await expect(page()).resolves.toMatchObject([
      { key: 'b', dataTime: '2026-11-20T10:00:00.500Z' },
      { key: 'a', dataTime: '2026-11-20T10:00:00.000Z' },
      { key: 'c', dataTime: '2026-11-20T09:59:59.999Z' },
    ]);
  });

  it('orders by the creation where the data time is unknown, and the rest last', async () => {
    await save([
      point('nothing', 0, { dataTime: null, createdAt: null }),
      point('created', 2 * HOUR, { dataTime: null }),
      point('data', HOUR),
    ]);
    await expect(keys()).resolves.toEqual(['data', 'created', 'nothing']);
  });

  it('marks points gone that are no longer listed, and keeps them as history', async () => {
    await save([point('a', DAY), point('b', HOUR)]);
    await save([point('b', HOUR)], at(1));
    await expect(keys()).resolves.toEqual(['b']);
    await expect(
      stores.knex('recovery_points').where({ point_key: 'a' }),
    ).resolves.toMatchObject([
      { gone_at: at(1).toISOString(), first_seen_at: NOW.toISOString() },
    ]);
    await save([], at(2));
    await expect(keys()).resolves.toEqual([]);
  });

  it('shows a point again that re-appears', async () => {
    await save([point('a', DAY)]);
    await save([], at(1));
    await save([point('a', DAY, { status: 'failed' })], at(2));
    await expect(page()).resolves.toMatchObject([
      { key: 'a', status: 'failed' },
    ]);
  });

  it('does not touch the points of another resource or source', async () => {
    await save([point('a', DAY)]);
    await save([point('b', DAY)], NOW, 'media');
    await save([], at(1), 'media');
    await expect(keys()).resolves.toEqual(['a']);
  });

  it('notes when a point became usable, if it was seen before', async () => {
    await save([
      point('seen', HOUR, { status: 'creating' }),
      point('told', HOUR, { status: 'creating' }),
    ]);
    const usable = [
      point('seen', HOUR),
      point('told', HOUR, { completedAt: ago(50 * MINUTE) }),
      point('unseen', HOUR),
    ];
    await save(usable, at(3));
    await save(usable, at(4));
    const completed = new Map(
      (await page()).map(({ key, completedAt }) => [key, completedAt]),
    );
    expect(completed).toEqual(
      new Map([
        ['seen', at(3).toISOString()],
        ['told', ago(50 * MINUTE)],
        ['unseen', null],
      ]),
    );
  });

  it('does not even look at points that have not changed', async () => {
    await save([point('a', DAY), point('b', HOUR)]);
    const statements = pointStatements();
    await save([point('a', DAY), point('b', HOUR)], at(1));
    expect(statements).toEqual([]);
  });

  it('writes only the point that has changed', async () => {
    const others = Array.from({ length: 9 }, (_, n) => point(`p-${n}`, DAY));
    await save([...others, point('a', HOUR, { status: 'creating' })]);
    const statements = pointStatements();
    await save([...others, point('a', HOUR)], at(1));
    expect(statements.map(sql => sql.trim().split(' ')[0])).toEqual([
      'select',
      'update',
    ]);
    await expect(page(1)).resolves.toMatchObject([
      { key: 'a', status: 'available' },
    ]);
  });

  describe('page', () => {
    async function walk(limit: number, between: () => Promise<unknown>) {
      const seen: string[] = [];
      let after: PointCursor | undefined;
      for (;;) {
        const items = await page(limit, after);
        if (items.length === 0) return seen;
        seen.push(...items.map(({ key }) => key));
        const last = items[items.length - 1];
        after = {
          orderedAt: last.dataTime ?? last.createdAt ?? '',
          key: last.key,
        };
        await between();
      }
    }

    it.each([1, 2, 3, 7])(
      'walks every point once, %d at a time',
      async limit => {
        const points = [
          ...['e', 'd', 'c', 'b', 'a'].map(key => point(key, HOUR)),
          point('older', DAY),
          point('undated', 0, { dataTime: null, createdAt: null }),
        ];
        await save(points);
        await expect(walk(limit, async () => {})).resolves.toEqual(
          points.map(({ key }) => key),
        );
      },
    );

    it('is not shifted by points that come and go meanwhile', async () => {
      const points = ['d', 'c', 'b', 'a'].map((key, n) =>
        point(key, (n + 1) * HOUR),
      );
      await save(points);
      const newer = async () => save([point('new', MINUTE), ...points], at(1));
      await expect(walk(2, newer)).resolves.toEqual(['d', 'c', 'b', 'a']);
    });
  });

  describe('newest', () => {
    it('answers the points of every resource of the entities in one query', async () => {
      await save([point('a', DAY), point('b', HOUR)]);
      await save([point('c', DAY)], NOW, 'media');
      await save([point('d', DAY)], NOW, 'stranger');
      const statements: string[] = [];
      stores.knex.on('query', ({ sql }) => statements.push(sql));
      const found = await stores.store.points.newest(
        [ORDERS, 'resource:default/media'],
        10,
      );
      expect(statements).toHaveLength(1);
      expect(
        found.map(({ resource, point: { key } }) => [resource.key, key]).sort(),
      ).toEqual([
        [arnOf('media'), 'c'],
        [arnOf('orders'), 'a'],
        [arnOf('orders'), 'b'],
      ]);
    });

    it('finds the last good point behind any number of failures', async () => {
      const failures = Array.from({ length: 30 }, (_, n) =>
        point(`failed-${n}`, n * MINUTE, { status: 'failed' }),
      );
      await save([...failures, point('good', 2 * DAY)]);
      const found = await stores.store.points.newest([ORDERS], 5);
      expect(found).toHaveLength(6);
      expect(found.map(each => each.point.key)).toContain('good');
    });

    it('takes the newest of each status', async () => {
      await save(
        Array.from({ length: 9 }, (_, n) => point(`p-${n}`, n * HOUR)),
      );
      const found = await stores.store.points.newest([ORDERS], 3);
      expect(found.map(each => each.point.key).sort()).toEqual([
        'p-0',
        'p-1',
        'p-2',
      ]);
    });

    it('leaves out what is gone', async () => {
      await save([point('a', DAY), point('b', HOUR)]);
      await save([point('a', DAY)], at(1));
      await expect(
        stores.store.points.newest([ORDERS], 10),
      ).resolves.toMatchObject([{ point: { key: 'a' } }]);
      await stores.store.retireForgotten(at(2), at(3));
      await expect(stores.store.points.newest([ORDERS], 10)).resolves.toEqual(
        [],
      );
    });
  });

  it('prunes in chunks what is long gone, the oldest first', async () => {
    await save(['a', 'b', 'c', 'd', 'e'].map(key => point(key, DAY)));
    await save([point('e', DAY)], at(1));
    await expect(stores.store.points.prune(at(1), 3)).resolves.toBe(0);
    await expect(stores.store.points.prune(at(2), 3)).resolves.toBe(3);
    await expect(stores.store.points.prune(at(2), 3)).resolves.toBe(1);
    await expect(stores.knex('recovery_points')).resolves.toMatchObject([
      { point_key: 'e' },
    ]);
  });
});

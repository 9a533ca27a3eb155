import { NOW, SHOP, alert } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { AlertBindings } from './AlertBindings';
import { EntityIncidents } from './EntityIncidents';

const NEW = 'component:default/new';
const openStores = createTestStores();

describe.each(DATABASES)('EntityIncidents on %s', databaseId => {
  let stores: TestStores;
  let rows: EntityIncidents;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    rows = new EntityIncidents(stores.knex);
  });

  const open = (entityRef: string, ruleKey?: string) =>
    stores.incidents.transaction(trx =>
      stores.incidents.open(
        trx,
        {
          entityRef,
          title: 'Checkout fails',
          severity: 'P1',
          openedBy: 'alert:X',
          openedAt: NOW,
          text: 'Opened',
          ruleKey,
        },
        NOW,
      ),
    );
  const fire = (entityRef: string | null, fingerprint: string) =>
    stores.knex.transaction(trx =>
      stores.alerts.save(
        trx,
        {
          sourceId: 'alertmanager',
          scopeId: 'main',
          entityRef,
          record: alert(fingerprint),
        },
        NOW,
      ),
    );
  const rename = () =>
    stores.knex.transaction(trx => rows.rename(trx, SHOP, NEW));
  const remove = () => stores.knex.transaction(trx => rows.remove(trx, SHOP));
  const gathering = () =>
    stores.knex('incidents').orderBy('number').pluck('rule_key');

  it('gives incidents and alerts to the new ref, under their numbers', async () => {
    const { number } = await open(SHOP, SHOP);
    await fire(SHOP, 'f');
    await rename();
    expect(await rows.refs()).toEqual([NEW, NEW]);
    expect(await stores.knex('incidents').first()).toMatchObject({
      number,
      rule_key: NEW,
      version: 2,
    });
    expect(await stores.knex('incident_events')).toHaveLength(1);
  });

  it('lets the new ref’s incident gather where both have one', async () => {
    await open(SHOP, SHOP);
    await open(NEW, NEW);
    await rename();
    expect(await gathering()).toEqual([null, NEW]);
    expect(await stores.knex('incidents').where({ open: true })).toHaveLength(
      2,
    );
  });

  it('removes incidents with their events and alerts, and nothing else', async () => {
    const { id } = await open(SHOP);
    await open(NEW);
    const { id: alertId } = await fire(SHOP, 'f');
    await stores
      .knex('alerts')
      .where({ id: alertId })
      .update({ incident_id: id });
    await fire(SHOP, 'alone');
    await fire(null, 'stranger');
    while ((await remove()) > 0);
    expect(await rows.refs()).toEqual([NEW]);
    expect(await stores.knex('incident_events')).toHaveLength(1);
    expect(await stores.knex('alerts').pluck('fingerprint')).toEqual([
      'stranger',
    ]);
  });

  it('lists whose the current alerts are', async () => {
    await fire(SHOP, 'f');
    await fire(null, 'g');
    const reader = new AlertBindings(stores.knex);
    await expect(
      reader.listBindings({ state: 'bound' }, { limit: 9 }),
    ).resolves.toMatchObject([
      {
        title: 'Alertf',
        entityRef: SHOP,
        note: 'prometheus.io/service-name: shop',
      },
    ]);
    const [first] = await reader.listBindings({}, { limit: 1 });
    await expect(
      reader.listBindings(
        { sourceId: 'alertmanager' },
        { after: first, limit: 9 },
      ),
    ).resolves.toHaveLength(1);
    const inScope = (scopeId: string) =>
      reader.listBindings({ sourceId: 'alertmanager', scopeId }, { limit: 9 });
    await expect(inScope(first.scopeId)).resolves.toHaveLength(2);
    await expect(inScope('another')).resolves.toEqual([]);
  });
});

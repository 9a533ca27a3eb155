import { mockServices } from '@backstage/backend-test-utils';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import { NOW, SHOP, serviceEntity } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { OwnerNotifier } from './OwnerNotifier';

const openStores = createTestStores();

describe.each(DATABASES)('OwnerNotifier on %s', databaseId => {
  const logger = mockServices.logger.mock();
  const send = jest.fn();
  let stores: TestStores;
  let notifier: OwnerNotifier;

  beforeEach(async () => {
    jest.clearAllMocks();
    send.mockReset().mockResolvedValue(undefined);
    stores = await openStores(databaseId);
    notifier = new OwnerNotifier({
      incidents: stores.incidents,
      notifications: { send },
      loadIndex: async () =>
        buildEntityIndex([serviceEntity('shop', 'group:default/shop-team')]),
      logger,
      clock: () => NOW,
    });
  });

  const open = (entityRef = SHOP) =>
    stores.incidents.transaction(trx =>
      stores.incidents.open(
        trx,
        {
          entityRef,
          title: 'Checkout fails',
          severity: 'P1',
          openedBy: 'user:default/olga',
          openedAt: NOW,
          text: 'Declared',
        },
        NOW,
      ),
    );
  const run = () => notifier.run(new AbortController().signal);

  it('tells the owner once, with a link', async () => {
    const { id } = await open();
    await run();
    await run();
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: 'group:default/shop-team' },
          payload: {
            title: 'INC-2026-001 P1: Checkout fails',
            link: `/catalog/default/component/shop/incidents?incident=${id}`,
            severity: 'critical',
            topic: 'incidents',
            scope: 'INC-2026-001',
          },
        },
      ],
    ]);
  });

  it('tries again until it is told, and warns once', async () => {
    await open();
    send.mockRejectedValue(new Error('notifications are down'));
    await run();
    await run();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    send.mockReset().mockResolvedValue(undefined);
    await run();
    await run();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('does not tell of what is over by then', async () => {
    const { id } = await open();
    await stores.incidents.transaction(trx =>
      stores.incidents.update(trx, id, 1, { state: 'declined' }),
    );
    await run();
    expect(send).not.toHaveBeenCalled();
  });

  it('is done with an entity that has no owner', async () => {
    await open('component:default/nobodys');
    await run();
    expect(send).not.toHaveBeenCalled();
    await expect(stores.incidents.listUnannounced(10)).resolves.toEqual([]);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { RUN_CHANGED_CHANNEL } from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW } from '../__testUtils__/runbooks';
import { DANA, OLGA } from '../__testUtils__/runs';
import { startRelease } from '../__testUtils__/team';
import { RunSignals } from './RunSignals';

const openStores = createTestStores();
const MINUTE = 60_000;

describe.each(DATABASES)('signals of runs on %s', databaseId => {
  let stores: TestStores;
  let runId: string;
  let now = NOW;
  const publish = jest.fn();
  const logger = mockServices.logger.mock();
  let signals: RunSignals;
  beforeEach(async () => {
    jest.resetAllMocks();
    now = NOW;
    stores = await openStores(databaseId);
    ({ runId } = await startRelease(stores));
    signals = new RunSignals({
      watchers: stores.watchers,
      signals: { publish },
      logger,
      clock: () => now,
    });
  });
  const pass = (minutes: number) => {
    now = new Date(now.getTime() + minutes * MINUTE);
  };

  it('go to those who have read the run lately, and say which run it is', async () => {
    await signals.seen(runId, OLGA);
    pass(3);
    await signals.seen(runId, DANA);
    await signals.seen(runId, DANA);
    await signals.changed(runId);
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'user', entityRef: [DANA, OLGA] },
          channel: RUN_CHANGED_CHANNEL,
          message: { runId },
        },
      ],
    ]);
    pass(3);
    await signals.changed(runId);
    expect(publish.mock.calls[1][0].recipients.entityRef).toEqual([DANA]);
  });

  it('go to nobody when nobody looks', async () => {
    await signals.changed(runId);
    expect(publish).not.toHaveBeenCalled();
  });

  it('fail no change that is kept already', async () => {
    await signals.seen(runId, DANA);
    publish.mockRejectedValue(new Error('the bus is down'));
    await signals.changed(runId);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the bus is down'),
    );
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import {
  StatusChange,
  statusEventSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { StatusAnnouncer } from './StatusAnnouncer';

const CHANGE: StatusChange = {
  entityRef: 'component:default/shop',
  capability: 'backups',
  from: 'met',
  to: 'breached',
  since: '2026-11-20T10:00:00.000Z',
  sequence: 2,
};

describe('StatusAnnouncer', () => {
  const events = { publish: jest.fn(), subscribe: jest.fn() };
  const logger = mockServices.logger.mock();

  beforeEach(() => jest.resetAllMocks());

  it('publishes what fits the contract', async () => {
    await new StatusAnnouncer({ events, logger }).announce([CHANGE]);
    expect(events.publish).toHaveBeenCalledTimes(1);
    const { topic, eventPayload } = events.publish.mock.calls[0][0];
    expect(topic).toBe('opsdeck.status');
    expect(statusEventSchema.parse(eventPayload)).toEqual({
      changes: [CHANGE],
    });
  });

  it('warns once while the bus is away, and again the next time', async () => {
    const announcer = new StatusAnnouncer({ events, logger });
    events.publish.mockRejectedValue(new Error('503'));
    await announcer.announce([CHANGE]);
    await announcer.announce([CHANGE]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    events.publish.mockResolvedValueOnce(undefined);
    await announcer.announce([CHANGE]);
    await announcer.announce([CHANGE]);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});

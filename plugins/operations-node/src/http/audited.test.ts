import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { audited } from './audited';

describe('audited', () => {
  const request = Object.create(express.request);
  const event = { eventId: 'source-run', request, meta: { sourceId: 's' } };
  const success = jest.fn(async () => {});
  const fail = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({ success, fail })),
  });

  beforeEach(() => jest.clearAllMocks());

  it('opens an event, writes, and closes it with success', async () => {
    await expect(audited(auditor, event, async () => 'done')).resolves.toBe(
      'done',
    );
    expect(auditor.createEvent).toHaveBeenCalledWith({
      ...event,
      severityLevel: 'medium',
    });
    expect(success).toHaveBeenCalledTimes(1);
    expect(fail).not.toHaveBeenCalled();
  });

  it.each([[new Error('no')], ['no']])(
    'closes it with the failure %s, which it passes on',
    async thrown => {
      const write = async () => {
        throw thrown;
      };
      await expect(audited(auditor, event, write)).rejects.toBe(thrown);
      expect(fail).toHaveBeenCalledWith({ error: new Error('no') });
      expect(success).not.toHaveBeenCalled();
    },
  );

  it('does not call a write failed that was done', async () => {
    success.mockRejectedValueOnce(new Error('audit log full'));
    await expect(audited(auditor, event, async () => 1)).rejects.toThrow(
      'audit log full',
    );
    expect(fail).not.toHaveBeenCalled();
  });

  it('does not write when the event cannot be opened', async () => {
    auditor.createEvent.mockRejectedValueOnce(new Error('audit log full'));
    const write = jest.fn();
    await expect(audited(auditor, event, write)).rejects.toThrow();
    expect(write).not.toHaveBeenCalled();
  });
});

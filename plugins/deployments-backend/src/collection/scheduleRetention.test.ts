import { mockServices } from '@backstage/backend-test-utils';
import { LedgerRetention } from '../database/LedgerRetention';
import { NOW } from '../__testUtils__/records';
import { pruneLedger, scheduleRetention } from './scheduleRetention';

function retentionThatDeletes(...counts: number[]) {
  const prune = () => jest.fn().mockResolvedValue(0);
  const retention = {
    pruneDeployments: prune(),
    pruneUnbound: prune(),
    pruneRunning: prune(),
    forgetUnread: prune(),
  };
  counts.forEach(count =>
    retention.pruneDeployments.mockResolvedValueOnce(count),
  );
  return retention as unknown as jest.Mocked<LedgerRetention>;
}

it('goes on while a chunk was full, and keeps the configured days', async () => {
  const retention = retentionThatDeletes(500, 500, 3);
  await pruneLedger(
    { retention, retentionDays: 100 },
    NOW,
    new AbortController().signal,
  );
  expect(retention.pruneDeployments).toHaveBeenCalledTimes(3);
  expect(retention.pruneDeployments).toHaveBeenCalledWith(
    new Date('2026-08-12T12:00:00.000Z'),
    500,
  );
  expect(retention.forgetUnread).toHaveBeenCalledWith(
    new Date('2026-10-21T12:00:00.000Z'),
  );
  expect(retention.pruneUnbound).toHaveBeenCalledTimes(1);
  expect(retention.pruneRunning).toHaveBeenCalledTimes(1);
});

it('stops when it is told to', async () => {
  const retention = retentionThatDeletes(500, 500);
  await pruneLedger(
    { retention, retentionDays: 100 },
    NOW,
    AbortSignal.abort(),
  );
  expect(retention.pruneDeployments).not.toHaveBeenCalled();
});

it('runs once for all replicas', async () => {
  const scheduler = mockServices.scheduler.mock();
  await scheduleRetention({
    retention: retentionThatDeletes(),
    retentionDays: 100,
    scheduler,
  });
  expect(scheduler.scheduleTask).toHaveBeenCalledWith(
    expect.objectContaining({ id: 'deployments-retention', scope: 'global' }),
  );
});

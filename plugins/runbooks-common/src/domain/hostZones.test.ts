import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const HOSTS = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
];

it('checklists come round alike in every zone of the host', () => {
  const outputs = HOSTS.map(TZ => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__', 'hostZones.ts'),
      ],
      {
        env: { ...process.env, TZ },
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  });
  const [utc, ...others] = outputs;
  // Five zones, six cadences, four ways with holidays, three seasons.
  expect(utc.trim().split('\n')).toHaveLength(5 * 6 * 4 * 3);
  // Berlin's 02:30 of 29 March 2026 is skipped by the clocks.
  expect(utc).toContain('"dueAt":"2026-03-29T01:00:00.000Z"');
  for (const other of others) expect(other).toBe(utc);
}, 120_000);

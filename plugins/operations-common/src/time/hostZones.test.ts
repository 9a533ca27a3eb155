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

describe('the time core', () => {
  it('gives the same answers in every zone of the host', () => {
    const outputs = HOSTS.map(TZ => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          join(__dirname, '__testUtils__', 'hostZones.ts'),
        ],
        { env: { ...process.env, TZ }, encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([0, '']);
      return stdout;
    });
    const [utc, ...others] = outputs;
    // Five zones, three seasons, seventeen schedules as they are and moved, and a window.
    expect(utc.trim().split('\n')).toHaveLength(5 * 3 * (17 * 2 + 1));
    expect(utc).toContain(
      '["Europe/Berlin","30 2 * * *",["2026-03-29T01:00:00.000Z","2026-03-30T00:30:00.000Z"',
    );
    for (const other of others) expect(other).toBe(utc);
  }, 120_000);
});

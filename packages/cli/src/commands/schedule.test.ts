import { resolve } from 'node:path';
import { runOpsdeck, spawnOpsdeck } from '../__fixtures__/opsdeck';

const BIN = resolve(__dirname, '../../bin/opsdeck');
const FROM = ['--from', '2026-11-21T06:00:00Z'];

const next = (...args: string[]) => runOpsdeck(['schedule', 'next', ...args]);

async function document(...args: string[]) {
  const { code, stdout, stderr } = await next(...args, '--json');
  return { code, stderr, ...JSON.parse(stdout) };
}

describe('opsdeck schedule next', () => {
  it('prints one JSON document', async () => {
    expect(
      await document('cron(0 5 ? * * *)', ...FROM, '--count', '2'),
    ).toEqual({
      code: 0,
      stderr: '',
      expression: 'cron(0 5 ? * * *)',
      dialect: 'aws',
      zone: 'UTC',
      occurrences: ['2026-11-22T05:00:00.000Z', '2026-11-23T05:00:00.000Z'],
    });
  });

  it('prints five for people, in UTC and in the zone', async () => {
    const { code, stdout } = await next(
      '0 2 * * *',
      '--zone',
      'Europe/Berlin',
      '--from',
      '2026-03-28T12:00:00+01:00',
    );
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '0 2 * * *: cron, Europe/Berlin',
      '2026-03-29T01:00:00.000Z  Sun 2026-03-29 03:00:00 +02:00',
      '2026-03-30T00:00:00.000Z  Mon 2026-03-30 02:00:00 +02:00',
    ]);
    expect(stdout.split('\n')).toHaveLength(7);
  });

  it('begins now when it is not told', async () => {
    const { occurrences } = await document('* * * * *', '--count', '1');
    const distance = Date.parse(occurrences[0]) - Date.now();
    expect(distance).toBeGreaterThan(-5_000);
    expect(distance).toBeLessThanOrEqual(60_000);
  });

  it('prints fewer when it ends', async () => {
    const ended = ['cron(0 5 1 1 ? 2020)', ...FROM];
    expect(await document(...ended)).toMatchObject({
      code: 0,
      occurrences: [],
    });
    expect((await next(...ended)).stdout).toContain('no further occurrence');
  });

  it.each([
    [['FREQ=DAILY', ...FROM], 'rrule', '2026-11-22T06:00:00.000Z'],
    [['P1W', ...FROM], 'iso', '2026-11-28T06:00:00.000Z'],
    [['rate(1 hour)', ...FROM], 'aws', '2026-11-21T07:00:00.000Z'],
    [['sun:02:00-sun:04:00', ...FROM], 'rds', '2026-11-22T02:00:00.000Z'],
    [['0', '--dialect', 'azure', ...FROM], 'azure', '2026-11-22T00:00:00.000Z'],
    [
      ['7', '--dialect', 'google', ...FROM],
      'google',
      '2026-11-22T00:00:00.000Z',
    ],
    [
      [
        '@daily-random',
        '--seed',
        'k8up-system/my-scheduled-backup@backup',
        ...FROM,
      ],
      'k8up',
      '2026-11-22T04:52:00.000Z',
    ],
    [
      [
        '30 2 * * *',
        '--zone',
        'America/New_York',
        '--gap',
        'skip',
        '--from',
        '2026-03-08T00:00-05:00',
      ],
      'cron',
      '2026-03-09T06:30:00.000Z',
    ],
  ])('reads %j', async (args, dialect, first) => {
    const answer = await document(...args);
    expect([answer.code, answer.dialect, answer.occurrences[0]]).toEqual([
      0,
      dialect,
      first,
    ]);
  });

  it('reads several lines from standard input, and says which is wrong', async () => {
    const lines = [
      'DTSTART;TZID=Asia/Kolkata:20261120T053000',
      'RRULE:FREQ=DAILY',
    ];
    const good = await runOpsdeck(
      ['schedule', 'next', '-', ...FROM, '--json'],
      {
        stdin: `${lines.join('\r\n')}\r\n`,
      },
    );
    expect(JSON.parse(good.stdout)).toMatchObject({
      zone: 'Asia/Kolkata',
      expression: lines.join('\r\n'),
    });
    const bad = await runOpsdeck(['schedule', 'next', '-', '--json'], {
      stdin: `${lines[0]}\nRRULE:FREQ=DAYLY\n`,
    });
    expect(JSON.parse(bad.stdout).error).toMatchObject({
      code: 'schedule-unreadable',
      file: '-',
      line: 2,
    });
    expect(bad.code).toBe(1);
  });

  it.each([
    [['0 0 12 * * *'], 'schedule-ambiguous'],
    [['3'], 'schedule-ambiguous'],
    [['0 0 30 2 *'], 'schedule-never-occurs'],
    [['rubbish'], 'schedule-unreadable'],
    [[''], 'schedule-unreadable'],
    [['60 * * * *'], 'schedule-unreadable'],
    [['CRON_TZ=Nowhere 0 5 * * *'], 'schedule-unknown-zone'],
    [
      ['FREQ=SECONDLY;INTERVAL=2;BYSECOND=1', '--from', '2026-01-01T00:00:00Z'],
      'schedule-too-costly',
    ],
  ])('answers %j with 1', async (args, code) => {
    const answer = await document(...args);
    expect([answer.code, answer.error.code]).toEqual([1, code]);
    const text = await next(...args);
    expect([text.code, text.stdout]).toEqual([1, '']);
    expect(text.stderr.trim()).toBe(answer.error.message);
  });

  it.each([
    [['0 5 * * *', '--count', '0']],
    [['0 5 * * *', '--count', '1e3']],
    [['0 5 * * *', '--count', '10001']],
    [['0 5 * * *', '--from', 'tomorrow']],
    [['0 5 * * *', '--from', '2026-02-30T00:00:00Z']],
    [['0 5 * * *', '--from', '1700000000']],
    [['0 5 * * *', '--zone', '+02:00']],
    [['0 5 * * *', '--dialect', 'quartz']],
    [['0 5 * * *', '--gap', 'maybe']],
    [['FREQ=DAILY']],
    [['P1D']],
    [['rate(1 hour)']],
    [['@daily-random']],
    [[]],
    [['0', '5', '*']],
  ])('answers wrong usage %j with 2', async args => {
    const answer = await document(...args);
    expect([answer.code, answer.error.code]).toEqual([2, 'usage']);
  });

  it('names the option that is missing', async () => {
    expect((await document('P1D')).error.message).toContain('--from');
    expect((await document('@daily-random')).error.message).toContain('--seed');
  });

  it('answers alike in every zone of the host', async () => {
    const zones = ['UTC', 'America/New_York', 'Pacific/Chatham'];
    const answers = await Promise.all(
      zones.map(TZ =>
        spawnOpsdeck(
          BIN,
          ['schedule', 'next', '0 9 * * 1', '--from', '2026-11-20', '--json'],
          { env: { TZ } },
        ),
      ),
    );
    expect(JSON.parse(answers[0].stdout).occurrences[0]).toBe(
      '2026-11-23T09:00:00.000Z',
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  }, 60_000);
});

import { importRunbook } from './importRunbook';

const read = (...frontMatter: string[]) => {
  const { checklists, problems } = importRunbook(
    [...frontMatter, '', '# Check', '', '- [ ] Look'].join('\n'),
  );
  const [{ cadence, at, zone, schedule }] = checklists;
  return {
    cadence,
    at,
    zone,
    schedule,
    problems: problems.map(({ line, message }) => `${line}: ${message}`),
  };
};

const yaml = (...lines: string[]) => read('---', ...lines, '---');

describe('schedule keys of the front matter', () => {
  it('reads them all', () => {
    expect(
      yaml(
        'cadence: FREQ=WEEKLY;INTERVAL=2',
        'start: 2026-01-05T09:00',
        'zone: Europe/Berlin',
        'window: P2D',
        'grace: pt12h',
        'calendar: germany',
        'onHoliday: next',
        'gap: shift',
        'overlap: last',
      ),
    ).toEqual({
      cadence: 'FREQ=WEEKLY;INTERVAL=2',
      at: '09:00',
      zone: 'Europe/Berlin',
      schedule: {
        start: '2026-01-05',
        window: 'P2D',
        grace: 'PT12H',
        calendar: 'germany',
        onHoliday: 'next',
        gap: 'shift',
        overlap: 'last',
      },
      problems: [],
    });
  });

  it('says nothing of a schedule where nothing is declared', () => {
    expect(yaml('cadence: daily')).not.toHaveProperty('schedule', {});
    expect(yaml('cadence: daily').schedule).toBeUndefined();
  });

  it('reads a local date of TOML', () => {
    const toml = read('+++', 'cadence = "daily"', 'start = 2026-01-05', '+++');
    expect(toml).toMatchObject({
      schedule: { start: '2026-01-05' },
      problems: [],
    });
  });

  it.each([
    ['start: 2026-02-30', /2: Front matter "start" is not a local date/],
    ['start: 2026-01-05T09:00:00Z', /2: Front matter "start"/],
    ['window: three days', /2: Front matter "window" is not an ISO-8601/],
    ['grace: PT0S', /2: Front matter "grace"/],
    ['onHoliday: tomorrow', /one of run, skip, next, previous/],
    ['onHoliday: next', /"onHoliday" is not of use without a calendar/],
    ['gap: later', /one of first-valid, skip, shift/],
    ['overlap: both', /one of first, last/],
    ['calendar: [a, b]', /2: Front matter "calendar"/],
  ])('complains about %s, with its line', (line, message) => {
    expect(yaml(line, 'cadence: daily').problems).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('heeds the declaration of a heading before that of the document', () => {
    const { checklists } = importRunbook(
      [
        '---',
        'calendar: germany',
        'grace: PT1H',
        'checklists:',
        '  Daily:',
        '    grace: PT2H',
        '---',
        '## Daily',
        '- [ ] Look',
      ].join('\n'),
    );
    expect(checklists[0].schedule).toEqual({
      calendar: 'germany',
      grace: 'PT2H',
    });
  });

  it('takes an RRULE with its DTSTART', () => {
    expect(
      yaml(
        'cadence: |',
        '  DTSTART;TZID=Europe/Berlin:20260105T093000',
        '  RRULE:FREQ=WEEKLY;INTERVAL=2',
      ),
    ).toEqual({
      cadence: 'FREQ=WEEKLY;INTERVAL=2',
      at: '09:30',
      zone: 'Europe/Berlin',
      schedule: { start: '2026-01-05' },
      problems: [],
    });
  });

  it.each([
    [
      "cron: 'CRON_TZ=Europe/Berlin 30 6 * * 1'",
      'FREQ=WEEKLY;BYDAY=MO',
      '06:30',
      'Europe/Berlin',
    ],
    ["cron: '0 7 1 * *'", 'FREQ=MONTHLY;BYMONTHDAY=1', '07:00', null],
    ['cadence: P2W', 'FREQ=WEEKLY;INTERVAL=2', null, null],
  ])('converts %s', (line, cadence, at, zone) => {
    expect(yaml(line)).toMatchObject({ cadence, at, zone, problems: [] });
  });

  it('warns of days that months lack and of weekdays that are not determined', () => {
    expect(yaml('cadence: FREQ=MONTHLY;BYMONTHDAY=31').problems).toEqual([
      '5: Months without a day 31 are left out. Write BYMONTHDAY=-1 for the last day of the month.',
    ]);
    expect(yaml('cadence: FREQ=MONTHLY;BYDAY=SU').problems).toEqual([
      expect.stringMatching(/^5: It does not say which SU of the month/),
    ]);
    expect(yaml('cadence: monthly, Sunday').problems).toEqual([
      expect.stringMatching(/which sunday of the month/),
    ]);
  });
});

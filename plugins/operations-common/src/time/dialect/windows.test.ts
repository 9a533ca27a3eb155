import { occurrences, refusal } from '../__testUtils__/occurrences';
import type { ScheduleDialect } from '../reading';

const FRIDAY = '2026-11-20T12:00:00Z';
const first = (expression: string, dialect?: ScheduleDialect) =>
  occurrences(expression, FRIDAY, 1, { dialect })[0];

describe('windows of RDS and ElastiCache', () => {
  it.each([
    ['sun:02:00-sun:04:00', '2026-11-22T02:00Z'],
    ['Fri:23:45-Sat:00:15', '2026-11-20T23:45Z'],
    ['sat:22:00-sun:03:00', '2026-11-21T22:00Z'],
    ['03:00-03:30', '2026-11-21T03:00Z'],
    ['23:50-00:20', '2026-11-20T23:50Z'],
  ])('%s starts at %s', (expression, expected) => {
    expect(first(expression)).toBe(expected);
  });

  it.each([
    ['sun:02:00-sun:02:29', /lasts 29 minutes; AWS asks for 30/],
    ['sun:02:00-sun:02:00', /lasts 0 minutes/],
    ['02:00-02:10', /lasts 10 minutes/],
    ['sun:02:00-04:00', /no window such as/],
    ['sun:02:00', /no window such as/],
    ['sun:02:00-sun:04:00-mon:01:00', /no window such as/],
    ['son:02:00-sun:04:00', /"son:02:00"/],
    ['sun:24:00-mon:01:00', /"sun:24:00"/],
    ['sun:2:00-sun:4:00', /"sun:2:00"/],
    ['sun:02:60-sun:04:00', /"sun:02:60"/],
  ])('refuses %s', (expression, message) => {
    expect(refusal(expression, { dialect: 'rds' })).toMatch(message);
  });
});

describe('windows of Azure and Google', () => {
  it.each<[string, ScheduleDialect | undefined, string]>([
    // Azure counts from Sunday, 0; Google from Monday, 1.
    ['0', 'azure', '2026-11-22T00:00Z'],
    ['6', 'azure', '2026-11-21T00:00Z'],
    ['1', 'azure', '2026-11-23T00:00Z'],
    ['1', 'google', '2026-11-23T00:00Z'],
    ['7', 'google', '2026-11-22T00:00Z'],
    ['6:02:30', 'azure', '2026-11-21T02:30Z'],
    ['6 2 30', 'azure', '2026-11-21T02:30Z'],
    ['6:02', 'google', '2026-11-21T02:00Z'],
    ['Sun:23:30', undefined, '2026-11-22T23:30Z'],
    ['SUN:2', 'google', '2026-11-22T02:00Z'],
    ['dayOfWeek=0 startHour=2 startMinute=30', undefined, '2026-11-22T02:30Z'],
    ['day_of_week=5, start_hour=13', undefined, '2026-11-20T13:00Z'],
    ['day=7 hour=2', undefined, '2026-11-22T02:00Z'],
    ['day=SUN hour=2', undefined, '2026-11-22T02:00Z'],
    [
      '{"customWindow":"Enabled","dayOfWeek":0,"startHour":2,"startMinute":30}',
      undefined,
      '2026-11-22T02:30Z',
    ],
    [
      '{"day": 7, "hour": 2, "updateTrack": "stable"}',
      undefined,
      '2026-11-22T02:00Z',
    ],
    ['{"maintenanceWindow":{"day":1,"hour":0}}', 'google', '2026-11-23T00:00Z'],
  ])('%s as %s starts at %s', (expression, dialect, expected) => {
    expect(first(expression, dialect)).toBe(expected);
  });

  it.each<[string, ScheduleDialect, RegExp]>([
    ['7', 'azure', /not 0 \(Sunday\) to 6, as Azure counts/],
    ['0', 'google', /not 1 \(Monday\) to 7, as Google counts/],
    ['8', 'google', /not 1 \(Monday\) to 7/],
    ['6:24', 'azure', /hour "24"/],
    ['6:02:60', 'azure', /minute "60"/],
    ['6:02:30', 'google', /minute "30" is not 0 to 0/],
    ['someday:02:00', 'azure', /"someday"/],
    ['day=7', 'google', /lacks its hour/],
    ['{"startHour":2}', 'azure', /lacks its day/],
    ['{"dayOfWeek":0,"startHour":2,"zone":"UTC"}', 'azure', /no "zone"/],
    ['{"dayOfWeek":0,"dayofweek":1,"startHour":2}', 'azure', /twice/],
    [
      '{"customWindow":"Disabled","dayOfWeek":0,"startHour":0}',
      'azure',
      /chooses the time/,
    ],
    ['{"dayOfWeek":1.5,"startHour":2}', 'azure', /"1.5"/],
    ['{"dayOfWeek":', 'azure', /valid JSON/],
    ['{"maintenanceWindow":null}', 'google', /no JSON object/],
    ['sunday morning', 'google', /no window of Google/],
  ])('refuses %s as %s', (expression, dialect, message) => {
    expect(refusal(expression, { dialect })).toMatch(message);
  });
});

describe('the shape of an expression', () => {
  it.each([
    ['0 0 12 * * *', 'cron and as aws'],
    ['0 5 ? * * *', 'cron and as aws'],
    ['0', 'azure and as google'],
    ['7', 'azure and as google'],
    ['3:02:00', 'azure and as google'],
    ['3 2 0', 'azure and as google'],
  ])('of %s does not decide', (expression, candidates) => {
    expect(refusal(expression)).toMatch(
      new RegExp(`^ambiguous: .* reads differently as ${candidates}`),
    );
  });

  it.each(['hello world', '💥', 'null', '[]', '<xml/>', 'PDT', 'cron', '()'])(
    'of %j is refused',
    expression => expect(refusal(expression)).toMatch(/^unreadable/),
  );

  it('of an endless text is refused at once', () => {
    expect(refusal('* '.repeat(100_000))).toMatch(/longer than/);
    expect(refusal(`${'1,'.repeat(40_000)}1 * * * *`)).toBe('not refused');
  });
});

import { ConfigReader } from '@backstage/config';
import { configuredCalendars, readRunbooksConfig } from './readRunbooksConfig';

const read = (runbooks?: object) =>
  readRunbooksConfig(
    new ConfigReader(runbooks ? { opsdeck: { runbooks } } : {}),
  );

describe('readRunbooksConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      readEvery: 'PT5M',
      actions: { write: false },
      calendars: {},
      readCalendarsEvery: 'PT6H',
      templates: {},
      feeds: { enabled: true },
      maxFileBytes: 5_242_880,
    });
    expect(read({ readEvery: 'PT1M' }).readEvery).toBe('PT1M');
  });

  it('reads calendars of dates, weekdays and addresses', () => {
    const config = read({
      calendars: {
        germany: {
          dates: ['2026-12-25'],
          weekdays: ['saturday', 'sunday'],
          url: 'https://calendars.example.com/de.ics',
        },
      },
    });
    expect(configuredCalendars(config)).toEqual([
      {
        name: 'germany',
        dates: ['2026-12-25'],
        weekdays: [6, 0],
        url: 'https://calendars.example.com/de.ics',
      },
    ]);
  });

  it('offers no action that writes unless told', () => {
    expect(read().actions).toEqual({ write: false });
    expect(read({ actions: { write: true } }).actions.write).toBe(true);
    expect(() => read({ actions: { writes: true } })).toThrow('writes');
  });

  it('takes files of 5 MiB unless told', () => {
    expect(read().maxFileBytes).toBe(5_242_880);
    expect(read({ maxFileBytes: 10 })).toMatchObject({
      readEvery: 'PT5M',
      maxFileBytes: 10,
    });
  });

  it.each([
    [{ readEvery: 'often' }, /opsdeck\.runbooks\.readEvery/],
    [{ readEvery: 5 }, /opsdeck\.runbooks\.readEvery/],
    [{ readAlways: true }, /readAlways/],
    [{ templates: { Ours: '# x' } }, /Ours/],
    [{ templates: { ours: true } }, /opsdeck\.runbooks\.templates\.ours/],
    [{ feeds: { enabled: 'yes' } }, /opsdeck\.runbooks\.feeds\.enabled/],
    [{ calendars: { x: {} } }, /calendars\.x: must have dates, weekdays/],
    [
      { calendars: { x: { dates: ['2026-02-30'] } } },
      /calendars\.x\.dates\[0\]: must be a date that exists/,
    ],
    [
      { calendars: { x: { weekdays: ['Sonntag'] } } },
      /calendars\.x\.weekdays\[0\]/,
    ],
    [{ calendars: { x: { url: 'file:///etc/passwd' } } }, /calendars\.x\.url/],
    [{ calendars: { 'a/b': { dates: ['2026-12-25'] } } }, /a\/b/],
    [{ maxFileBytes: 0 }, /opsdeck\.runbooks\.maxFileBytes/],
    [{ maxFileBytes: 26_214_401 }, /opsdeck\.runbooks\.maxFileBytes/],
  ])('refuses %j', (runbooks, message) => {
    expect(() => read(runbooks)).toThrow(message);
  });
});

import { windowText } from './windowText';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);
const sunday = {
  from: '2026-11-22T02:00:00.000Z',
  to: '2026-11-22T04:00:00.000Z',
  zone: 'UTC',
};

describe('windowText', () => {
  it('gives the source’s hours and the start for the reader', () => {
    expect(windowText(sunday, t, 'Europe/Berlin')).toBe(
      'Sun 02:00–04:00 UTC, Sun 03:00 for you',
    );
  });

  it('does not say the same twice where the clocks agree', () => {
    expect(windowText(sunday, t, 'Europe/London')).toBe('Sun 02:00–04:00 UTC');
  });

  it('follows daylight saving of the reader', () => {
    const summer = {
      from: '2026-07-05T02:00:00.000Z',
      to: '2026-07-05T04:00:00.000Z',
      zone: 'UTC',
    };
    expect(windowText(summer, t, 'Europe/London')).toBe(
      'Sun 02:00–04:00 UTC, Sun 03:00 for you',
    );
  });

  it('names the day where the window or the reader crosses midnight', () => {
    const late = {
      from: '2026-11-22T22:30:00.000Z',
      to: '2026-11-23T00:30:00.000Z',
      zone: 'UTC',
    };
    expect(windowText(late, t, 'Asia/Tokyo')).toBe(
      'Sun 22:30–Mon 00:30 UTC, Mon 07:30 for you',
    );
  });

  it('names the zone of the source', () => {
    expect(windowText({ ...sunday, zone: 'Europe/Lisbon' }, t, 'UTC')).toBe(
      'Sun 02:00–04:00 Europe/Lisbon',
    );
  });

  it('does not hide what it cannot read', () => {
    expect(windowText({ ...sunday, to: 'soon' }, t)).toBe(
      '2026-11-22T02:00:00.000Z/soon (not a readable time)',
    );
    expect(windowText({ ...sunday, zone: 'Mars/Base' }, t)).toMatch(
      /not a readable time/,
    );
  });
});

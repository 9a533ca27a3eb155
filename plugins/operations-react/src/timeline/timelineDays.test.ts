import { timeOfDay, timelineDays } from './timelineDays';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const now = new Date('2026-11-20T10:00:00Z');
const at = (instant: string) => ({ at: instant });
const titles = (zone: string) =>
  timelineDays(
    [
      at('2026-11-18T12:00:00Z'),
      at('2026-11-20T09:00:00Z'),
      at('2026-11-19T23:30:00Z'),
      at('2026-11-19T08:00:00Z'),
    ],
    now,
    t,
    zone,
  ).map(day => `${day.title}: ${day.entries.length}`);

describe('timelineDays', () => {
  it('groups by the day of the reader, newest first', () => {
    expect(titles('UTC')).toEqual([
      'Today: 1',
      'Yesterday: 2',
      'Wed 18 Nov 2026: 1',
    ]);
    expect(titles('Europe/Berlin')).toEqual([
      'Today: 2',
      'Yesterday: 1',
      'Wed 18 Nov 2026: 1',
    ]);
  });

  it('keeps the order of equal instants', () => {
    const entries = ['first', 'second'].map(id => ({
      id,
      ...at('2026-11-20T09:00:00Z'),
    }));
    expect(timelineDays(entries, now, t, 'UTC')[0].entries).toEqual(entries);
  });

  it('shows what has no readable time', () => {
    expect(timelineDays([at('soon')], now, t, 'UTC')[0].title).toBe(
      'At an unreadable time',
    );
    expect(timeOfDay('soon')).toBe('?');
  });

  it('tells the time of day in the zone of the reader', () => {
    expect(timeOfDay('2026-11-20T23:30:00Z', 'Europe/Berlin')).toBe('00:30');
  });
});

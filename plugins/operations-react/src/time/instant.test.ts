import { exactInstant, relativeTo } from './instant';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const now = new Date('2026-11-20T10:00:00Z');

describe('relativeTo', () => {
  it.each([
    ['2026-11-20T10:00:00Z', 'just now'],
    ['2026-11-20T10:00:09Z', 'just now'],
    ['2026-11-20T09:59:01Z', 'just now'],
    ['2026-11-20T10:00:10Z', 'in under 1 min'],
    ['2026-11-20T09:58:01Z', '1 min ago'],
    ['2026-11-20T08:00:01Z', '1 h ago'],
    ['2026-11-20T08:00:00Z', '2 h ago'],
    ['2026-11-17T10:00:00Z', '3 d ago'],
    ['2026-11-20T10:06:30Z', 'in 6 min'],
    ['2026-11-29T10:00:00Z', 'in 9 d'],
    ['2026-11-20T11:00:00+02:00', '1 h ago'],
    ['yesterday', 'at an unreadable time'],
  ])('says %s as "%s"', (at, said) => {
    expect(relativeTo(at, now, t)).toBe(said);
  });
});

describe('exactInstant', () => {
  it.each([
    [
      'Europe/Berlin',
      '2026-11-20T10:00:05Z',
      'Fri 20 Nov 2026, 11:00:05 CET (10:00:05 UTC)',
    ],
    [
      'America/Los_Angeles',
      '2026-11-20T02:30:00Z',
      'Thu 19 Nov 2026, 18:30:00 GMT-8 (Fri 20 Nov 2026, 02:30:00 UTC)',
    ],
    ['UTC', '2026-11-20T10:00:05Z', 'Fri 20 Nov 2026, 10:00:05 UTC'],
  ])('names %s and UTC', (zone, at, text) => {
    expect(exactInstant(at, t, zone)).toBe(text);
  });

  it('shows what it cannot read', () => {
    expect(exactInstant('soon', t)).toBe('soon (not a readable time)');
  });
});

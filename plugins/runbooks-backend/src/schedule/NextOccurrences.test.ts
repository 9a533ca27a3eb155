import {
  businessCalendar,
  nextOccurrence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DAILY,
  NOW,
  RESTORE,
  documentOf,
  later,
} from '../__testUtils__/runbooks';
import { NextOccurrences } from './NextOccurrences';
import { recurrenceOf } from './OccurrenceOpener';

const checklistOf = (markdown: string, definitionHash = 'v1') => ({
  definition: documentOf('a.md', markdown).checklists[0],
  definitionHash,
});

describe('NextOccurrences', () => {
  it('answers what the rule says at every hour of two weeks, back and forth', () => {
    const known = new NextOccurrences();
    const daily = checklistOf(DAILY);
    for (const hours of [0, 1, 50, 2, 1, 336, 335, 12, 13, 14, 36, 37]) {
      const now = later(hours);
      expect(known.after(daily, now, undefined)).toEqual(
        nextOccurrence(recurrenceOf(daily)!, now),
      );
    }
  });

  it('answers again without working it out until it opens', () => {
    const known = new NextOccurrences();
    const daily = checklistOf(DAILY);
    const next = known.after(daily, NOW, undefined)!;
    expect(known.after(daily, later(1), undefined)).toBe(next);
    const opens = new Date(next.opensAt);
    expect(known.after(daily, opens, undefined)!.opensAt > next.opensAt).toBe(
      true,
    );
  });

  it('follows another version and another calendar', () => {
    const known = new NextOccurrences();
    const next = known.after(checklistOf(DAILY), NOW, undefined);
    const late = checklistOf(DAILY.replace("'14:00'", "'16:00'"), 'v2');
    expect(known.after(late, NOW, undefined)).not.toEqual(next);
    const weekends = businessCalendar({
      name: 'office',
      dates: [],
      weekdays: [0, 6],
    });
    const working = checklistOf(
      DAILY.replace('zone: UTC', 'zone: UTC\ncalendar: office'),
      'v3',
    );
    const without = known.after(working, NOW, undefined);
    expect(known.after(working, NOW, weekends)).not.toEqual(without);
  });

  it('has none for a checklist without a cadence', () => {
    const known = new NextOccurrences();
    expect(known.after(checklistOf(RESTORE), NOW, undefined)).toBeUndefined();
  });
});

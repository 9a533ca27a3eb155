import { checklistIds } from './checklistId';
import { checklistTitle } from './titles';

const named = (title: string, ...headingPath: string[]) => ({
  title,
  headingPath,
});

describe('checklistIds', () => {
  const daily = named('Daily', 'Maintenance', 'Daily');
  const weekly = named('Weekly', 'Maintenance', 'Weekly');

  it('stay when others come and go, and tell documents apart', () => {
    const [first] = checklistIds('a.md', [daily]);
    expect(checklistIds('a.md', [weekly, daily])[1]).toBe(first);
    expect(checklistIds('b.md', [daily])[0]).not.toBe(first);
  });

  it('tell two of the same name apart', () => {
    const ids = checklistIds('a.md', [daily, daily, weekly]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('checklistTitle', () => {
  it.each([
    [named('Weekly', 'Weekly maintenance', 'Weekly'), 1, 'Weekly maintenance'],
    [named('Weekly', 'Weekly maintenance', 'Weekly'), 2, 'Weekly'],
    [
      named('Daily', 'Weekly maintenance', 'Database', 'Daily'),
      2,
      'Database › Daily',
    ],
    [
      named('HighResponseTime', 'Weekly maintenance', 'Warnings'),
      2,
      'Warnings › HighResponseTime',
    ],
    [named('Procedure'), 2, 'Procedure'],
  ])('%j among %i is %s', (checklist, siblings, title) => {
    expect(checklistTitle(checklist, 'Weekly maintenance', siblings)).toBe(
      title,
    );
  });
});

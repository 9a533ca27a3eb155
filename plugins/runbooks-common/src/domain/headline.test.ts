import { ChecklistSummary } from '../api';
import { sortChecklists, summarize } from './headline';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const HOUR = 3_600_000;
const at = (hours: number) =>
  new Date(NOW.getTime() + hours * HOUR).toISOString();

function checklist(
  title: string,
  more: Partial<ChecklistSummary> = {},
): ChecklistSummary {
  return {
    id: title,
    title,
    documentTitle: title,
    kind: 'maintenance',
    place: { path: 'a.md', line: 1, url: null },
    cadence: 'FREQ=DAILY',
    zone: 'UTC',
    owner: null,
    controls: [],
    duration: null,
    steps: 1,
    checks: 0,
    verdict: 'met',
    due: null,
    next: { opensAt: at(60), dueAt: at(72) },
    calendar: null,
    problem: null,
    nextChangeAt: null,
    lastRun: null,
    runningId: null,
    ...more,
  };
}

const due = (
  state: NonNullable<ChecklistSummary['due']>['state'],
  dueHours: number,
): ChecklistSummary['due'] => ({
  state,
  scheduledAt: at(dueHours),
  opensAt: at(-100),
  dueAt: at(dueHours),
  missedAt: at(dueHours + 1),
  doneAt: null,
  movedFrom: null,
});

const dueToday = checklist('Daily', { due: due('due', 2) });
const byMidnight = checklist('Review', { due: due('due', 12) });
const thisMonth = checklist('Monthly', { due: due('due', 200) });
const overdue = checklist('Weekly', {
  verdict: 'at-risk',
  due: due('overdue', -24),
});
const missed = checklist('Restore', {
  verdict: 'breached',
  due: due('missed', -50),
});
const missedBefore = checklist('Checks', {
  verdict: 'breached',
  due: due('due', 3),
});
const onDemand = checklist('Rollback', {
  cadence: null,
  verdict: null,
  next: null,
});

const summary = (...checklists: ChecklistSummary[]) => {
  const { verdict, headline, short } = summarize(
    sortChecklists(checklists),
    NOW,
  );
  return [verdict, headline, short];
};

describe('summarize', () => {
  it.each([
    [[], [null, 'No checklist is declared.', 'no checklists']],
    [
      [onDemand],
      [
        null,
        'The one checklist has no cadence; start it when it is needed.',
        'no cadence declared',
      ],
    ],
    [
      [checklist('Weekly'), onDemand],
      ['met', 'Nothing is due; “Weekly” is next, due in 3 d.', 'nothing due'],
    ],
    [[dueToday], ['met', '1 checklist is due today.', '1 due today']],
    [
      [dueToday, byMidnight, thisMonth],
      [
        'met',
        '2 checklists are due today; 1 more can be done ahead of time.',
        '2 due today',
      ],
    ],
    [
      [dueToday, overdue],
      [
        'at-risk',
        '1 checklist is due today; “Weekly” is 1 d overdue.',
        '1 overdue · 1 due today',
      ],
    ],
    [
      [overdue, missed],
      [
        'breached',
        '“Restore” is 2 d 2 h overdue, and 1 more is overdue.',
        '2 overdue',
      ],
    ],
    [
      [missedBefore],
      [
        'breached',
        '1 checklist is due today; the last “Checks” was missed.',
        '1 missed last time · 1 due today',
      ],
    ],
  ])('%#', (checklists, expected) => {
    expect(summary(...checklists)).toEqual(expected);
  });

  it('counts today in the zone of the checklist', () => {
    // 23:00 UTC is already tomorrow in Berlin.
    const berlin = (zone: string) =>
      checklist('Late', { zone, due: due('due', 11.5) });
    expect(summary(berlin('UTC'))[1]).toContain('due today');
    expect(summary(berlin('Europe/Berlin'))[1]).not.toContain('due today');
  });
});

it('sorts the worst first, then what is due first, on demand last', () => {
  const sorted = sortChecklists([
    onDemand,
    checklist('Later'),
    thisMonth,
    dueToday,
    overdue,
    missed,
  ]);
  expect(sorted.map(({ title }) => title)).toEqual([
    'Restore',
    'Weekly',
    'Daily',
    'Monthly',
    'Later',
    'Rollback',
  ]);
});

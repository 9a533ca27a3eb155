import { icsText } from '@opsdeck/backstage-plugin-operations-common';
import { FeedItem, feedCalendar } from './feedCalendar';

const item = (more: Partial<FeedItem['occurrence']> = {}): FeedItem => ({
  uid: 'abc@opsdeck',
  entityRef: 'component:default/shop',
  kind: 'maintenance',
  duration: 'PT20M',
  occurrence: {
    checklistId: 'daily',
    title: 'Daily checks',
    zone: 'Europe/Berlin',
    state: 'due',
    scheduledAt: '2026-11-20T14:00:00.000Z',
    opensAt: '2026-11-19T23:00:00.000Z',
    dueAt: '2026-11-20T14:00:00.000Z',
    missedAt: '2026-11-21T02:00:00.000Z',
    movedFrom: null,
    doneAt: null,
    runId: null,
    ...more,
  },
});
const calendar = (...items: FeedItem[]) =>
  feedCalendar(items, {
    name: 'Runbooks of Dana',
    completeUntil: '2027-01-01T00:00:00.000Z',
    portalUrl: 'https://portal.example.com',
  });

describe('feedCalendar', () => {
  it('puts the work before the instant at which it is due', () => {
    expect(calendar(item()).events).toEqual([
      {
        uid: 'abc@opsdeck',
        start: new Date('2026-11-20T13:40:00.000Z'),
        end: new Date('2026-11-20T14:00:00.000Z'),
        summary: 'Daily checks · shop',
        description: [
          'State: due',
          'Can be done from 2026-11-20 00:00 Europe/Berlin',
          'Due 2026-11-20 15:00 Europe/Berlin',
          'Missed from 2026-11-21 03:00 Europe/Berlin',
        ].join('\n'),
        url: 'https://portal.example.com/catalog/default/component/shop/runbooks?checklist=daily',
        categories: ['maintenance'],
      },
    ]);
  });

  it('begins no event before its checklist can be done', () => {
    const late = item({ opensAt: '2026-11-20T13:50:00.000Z' });
    expect(calendar(late, { ...item(), duration: null }).events).toMatchObject([
      { start: new Date('2026-11-20T13:50:00.000Z') },
      { start: new Date('2026-11-20T13:30:00.000Z') },
    ]);
  });

  it.each([
    ['upcoming', 'Daily checks · shop'],
    ['overdue', 'Overdue: Daily checks · shop'],
    ['missed', 'Missed: Daily checks · shop'],
    ['done', 'Done: Daily checks · shop'],
  ] as const)('says of a %s one “%s”', (state, summary) => {
    expect(calendar(item({ state })).events).toMatchObject([{ summary }]);
  });

  it('leaves out what was withdrawn, and says what was moved', () => {
    expect(calendar(item({ state: 'withdrawn' })).events).toEqual([]);
    const [moved] = calendar(
      item({ movedFrom: '2026-11-19T14:00:00.000Z' }),
    ).events;
    expect(moved.description).toContain(
      'Moved by its calendar from 2026-11-19 15:00 Europe/Berlin',
    );
  });

  it('makes a valid file', () => {
    const text = icsText(calendar(item()), new Date('2026-11-20T12:00:00Z'));
    expect(text).toContain('DTEND:20261120T140000Z\r\n');
    expect(text).toContain('due until 2027-01-01 00:00 UTC');
  });
});

import fc from 'fast-check';
import { calendarOfIcs } from './ics';
import { IcsCalendar, icsText } from './icsText';

const AT = new Date('2026-11-20T12:34:56.789Z');
const event = {
  uid: 'abc@opsdeck',
  start: new Date('2026-11-20T13:30:00.000Z'),
  end: new Date('2026-11-20T14:00:00.000Z'),
  summary: 'Daily checks',
};
const calendar = (more: Partial<IcsCalendar> = {}): IcsCalendar => ({
  productId: '-//Opsdeck//Test//EN',
  name: 'Runbooks',
  events: [event],
  ...more,
});

/** Lines with the folding undone. */
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n');

/** A TEXT value read back. */
const unescaped = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_, found) =>
    found.toLowerCase() === 'n' ? '\n' : found,
  );

describe('icsText', () => {
  it('writes a calendar of UTC instants', () => {
    expect(
      icsText(
        calendar({
          description: 'What is due',
          refreshEvery: 'PT1H',
          events: [
            {
              ...event,
              description: 'first\nsecond; third, \\',
              url: 'https://portal.example.com/a b?c=d,e',
              categories: ['maintenance', 'a,b'],
            },
          ],
        }),
        AT,
      ),
    ).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Opsdeck//Test//EN',
        'CALSCALE:GREGORIAN',
        'NAME:Runbooks',
        'X-WR-CALNAME:Runbooks',
        'DESCRIPTION:What is due',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        'X-PUBLISHED-TTL:PT1H',
        'BEGIN:VEVENT',
        'UID:abc@opsdeck',
        'DTSTAMP:20261120T123456Z',
        'DTSTART:20261120T133000Z',
        'DTEND:20261120T140000Z',
        'SUMMARY:Daily checks',
        'DESCRIPTION:first\\nsecond\\; third\\, \\\\',
        'URL:https://portal.example.com/a%20b?c=d,e',
        'CATEGORIES:maintenance,a\\,b',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('holds a component even when it has no events', () => {
    const text = icsText(calendar({ events: [] }), AT);
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:UTC\r\n');
    expect(calendarOfIcs('empty', text).remarks).toEqual([]);
  });

  it('folds at 75 octets and never within a character', () => {
    const summary = `${'x'.repeat(66)}é${'😀'.repeat(40)}`;
    const text = icsText(calendar({ events: [{ ...event, summary }] }), AT);
    const lines = text.split('\r\n');
    const octets = lines.map(line => Buffer.byteLength(line));
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\uFFFD');
    expect(unfolded(text)).toContain(`SUMMARY:${summary}`);
    expect(lines.filter(line => line.startsWith(' ')).length).toBe(3);
  });

  it('can be read back, whatever it says', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(anyText, anyText, (summary, name) => {
        const text = icsText(
          calendar({ name, events: [{ ...event, summary }] }),
          AT,
        );
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        // No line end but CRLF, and no control character but these and tabs.
        expect(text.replace(/\r\n/g, '')).not.toMatch(
          // eslint-disable-next-line no-control-regex
          /[\u0000-\u0008\u000a-\u001f\u007f]/,
        );
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        }
        const lines = unfolded(text);
        expect(lines.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(1);
        const read = lines.find(line => line.startsWith('SUMMARY:'))!.slice(8);
        const plain = summary
          .replace(/\r\n?/g, '\n')
          // eslint-disable-next-line no-control-regex
          .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
        expect(unescaped(read)).toBe(plain);
      }),
      { numRuns: 300 },
    );
  });
});

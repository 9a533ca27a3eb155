import { CHECKLIST_KINDS } from '../../import';
import { NOW, ago, moment } from './__testUtils__/moments';
import { MAX_CLOCK_SKEW_MS, countsFrom, isAhead, utc } from './moment';

describe('countsFrom', () => {
  it.each(CHECKLIST_KINDS)('knows from the kind %s what is meant', kind => {
    const changes = ['deployment', 'incident', 'alert', 'recovery'];
    expect(countsFrom(undefined, moment({ kind }).run)).toEqual(
      changes.includes(kind) ? new Date(ago(60)) : null,
    );
  });

  it.each([
    ['any', moment({ kind: 'deployment' }), null],
    ['run', moment({ opensAt: ago(90) }), ago(60)],
    ['occurrence', moment({ opensAt: ago(90) }), ago(90)],
    ['occurrence', moment(), ago(60)],
  ] as const)('takes %s as it is said (%#)', (since, { run }, from) => {
    expect(countsFrom(since, run)).toEqual(from && new Date(from));
  });
});

describe('isAhead', () => {
  it('lets clocks differ by five minutes', () => {
    expect(MAX_CLOCK_SKEW_MS).toBe(300_000);
    expect(isAhead(ago(-5), NOW)).toBe(false);
    expect(isAhead(new Date(NOW.getTime() + 300_001).toISOString(), NOW)).toBe(
      true,
    );
    expect(isAhead(ago(1), NOW)).toBe(false);
  });
});

it('writes instants for people', () => {
  expect(utc(NOW)).toBe('2026-11-20 12:00 UTC');
});

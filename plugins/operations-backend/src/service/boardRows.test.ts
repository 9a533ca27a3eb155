import {
  Verdict,
  observedByNone,
} from '@opsdeck/backstage-plugin-operations-common';
import fc from 'fast-check';
import { NOW, boardEntity, status } from '../__testUtils__/board';
import { compareRows, toBoardRow } from './boardRows';

const shop = boardEntity('shop', { title: 'Shop' });

describe('toBoardRow', () => {
  it('shows the worst verdict with its headline, and a chip per tab', () => {
    const row = toBoardRow(shop, [
      status('shop', { capability: 'slos', headline: 'budget left' }),
      status('shop', {
        verdict: 'breached',
        headline: 'would lose 1 h',
        observedBy: observedByNone('because'),
      }),
      status('shop', { capability: 'incidents', verdict: null }),
    ]);
    expect(row).toEqual({
      entityRef: 'component:default/shop',
      title: 'Shop',
      owner: 'group:default/team',
      system: null,
      tier: null,
      lifecycle: 'production',
      verdict: 'breached',
      headline: 'would lose 1 h',
      chips: {
        slos: expect.objectContaining({ verdict: 'met' }),
        backups: {
          verdict: 'breached',
          headline: 'would lose 1 h',
          since: '2026-11-20T08:00:00.000Z',
          validUntil: '2026-11-20T10:10:00.000Z',
          observedBy: observedByNone('because'),
        },
        incidents: expect.objectContaining({ verdict: null }),
      },
    });
  });

  it('has neither verdict nor headline where nothing is declared', () => {
    const nothing = { verdict: null, headline: '' };
    expect(toBoardRow(shop, [])).toMatchObject({ ...nothing, chips: {} });
    expect(toBoardRow(shop, [status('shop', { verdict: null })])).toMatchObject(
      nothing,
    );
  });

  it('is unknown, never met, when one tab is', () => {
    const row = toBoardRow(shop, [
      status('shop', { capability: 'slos' }),
      status('shop', { verdict: 'unknown', headline: 'no fresh word' }),
    ]);
    expect(row).toMatchObject({
      verdict: 'unknown',
      headline: 'no fresh word',
    });
  });

  it('takes the headline of what has been bad for longest', () => {
    const bad = { verdict: 'breached' } as const;
    const row = toBoardRow(shop, [
      status('shop', { ...bad, headline: 'new', since: NOW.toISOString() }),
      status('shop', { ...bad, capability: 'slos', headline: 'old' }),
    ]);
    expect(row.headline).toBe('old');
  });
});

describe('compareRows', () => {
  const row = (name: string, verdict: Verdict | null) =>
    toBoardRow(boardEntity(name), [status(name, { verdict })]);

  it('puts the worst first, then goes by title', () => {
    const rows = [
      row('e', null),
      row('d', 'met'),
      row('b', 'unknown'),
      row('c', 'breached'),
      row('a', 'met'),
      row('f', 'at-risk'),
    ];
    expect(rows.sort(compareRows).map(({ title }) => title)).toEqual([
      'c',
      'f',
      'b',
      'a',
      'd',
      'e',
    ]);
  });

  it('is a total order: pages neither overlap nor leave out', () => {
    const anyRow = fc.record({
      name: fc.stringMatching(/^[a-c]{1,3}$/),
      verdict: fc.constantFrom<Verdict | null>('met', 'unknown', null),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyRow, { selector: ({ name }) => name }),
        made => {
          const rows = made.map(({ name, verdict }) => ({
            ...row(name, verdict),
            title: 'same title',
          }));
          const sorted = [...rows].sort(compareRows);
          expect([...rows].reverse().sort(compareRows)).toEqual(sorted);
        },
      ),
    );
  });
});

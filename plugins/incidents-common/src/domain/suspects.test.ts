import fc from 'fast-check';
import { NOW, ago } from '../__testUtils__/fixtures';
import { Change, SUSPECT_WINDOW_MS, rankSuspects } from './suspects';

const SHOP = 'component:default/shop';
const CART = 'component:default/cart';
const incident = { entityRef: SHOP, beganAt: NOW.toISOString() };

const change = (
  title: string,
  minutes: number,
  rest: Partial<Change> = {},
) => ({
  at: ago(minutes),
  title,
  entityRef: SHOP,
  tier: 'production' as const,
  ...rest,
});

describe('rankSuspects', () => {
  it('puts own changes first, then production, then the closest', () => {
    const ranked = rankSuspects(
      [
        change('dependency', 1, { entityRef: CART }),
        change('staging', 2, { tier: 'staging' }),
        change('unmapped', 3, { tier: null }),
        change('earlier', 90),
        change('latest', 9),
      ],
      incident,
    );
    expect(ranked.map(({ title, reason }) => [title, reason])).toEqual([
      ['latest', '9 min before it began'],
      ['earlier', '1 h 30 min before it began'],
      ['unmapped', '3 min before it began'],
      ['staging', '2 min before it began'],
      ['dependency', `1 min before it began, in ${CART}`],
    ]);
  });

  it('suspects nothing after the beginning or more than two hours before', () => {
    const ranked = rankSuspects(
      [
        change('at', 0),
        change('after', -0.001),
        change('two hours', 120),
        change('longer', 120.001),
      ],
      incident,
    );
    expect(ranked.map(({ title }) => title)).toEqual(['at', 'two hours']);
  });

  it('keeps every change of the window, whatever the order they come in', () => {
    const changes = fc.array(
      fc.record({
        at: fc
          .integer({ min: -SUSPECT_WINDOW_MS * 2, max: SUSPECT_WINDOW_MS })
          .map(ms => new Date(NOW.getTime() + ms).toISOString()),
        title: fc.uuid(),
        entityRef: fc.constantFrom(SHOP, CART),
        tier: fc.constantFrom(null, 'production' as const, 'testing' as const),
      }),
    );
    fc.assert(
      fc.property(changes, all => {
        const ranked = rankSuspects(all, incident);
        const within = all.filter(({ at }) => {
          const before = NOW.getTime() - Date.parse(at);
          return before >= 0 && before <= SUSPECT_WINDOW_MS;
        });
        expect(ranked.map(({ title }) => title).sort()).toEqual(
          within.map(({ title }) => title).sort(),
        );
        const own = ranked.map(({ reason }) => !reason.includes(CART));
        expect(own).toEqual([...own].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

import fc from 'fast-check';
import { matchesLabels, parseLabelSelector, parseTags } from './labelSelector';

const LABELS = { app: 'orders', tier: 'backend', 'acme.io/team': 'shop' };

function outcomeOf(read: () => boolean): string {
  try {
    return String(read());
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}

describe('parseLabelSelector', () => {
  it.each([
    ['app=orders', true],
    ['app==orders', true],
    ['app = orders , tier=backend', true],
    ['app=orders,tier=frontend', false],
    ['app!=billing', true],
    ['app!=orders', false],
    ['missing!=x', true],
    ['app in (billing, orders)', true],
    ['app in (billing)', false],
    ['app notin (billing)', true],
    ['missing notin (x)', true],
    ['tier notin (backend, frontend)', false],
    ['acme.io/team', true],
    ['!acme.io/team', false],
    ['!missing', true],
    ['missing', false],
    ['app in (orders),!missing,tier', true],
    ['in in (x)', false],
    ['app=', false],
    ['app in ()', false],
    ['constructor', false],
    ['App=orders', false],
  ])('%s: %s', (text, matches) => {
    expect(matchesLabels(parseLabelSelector(text), LABELS)).toBe(matches);
  });

  it.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['app=orders,', 'is no label name'],
    ['app orders', '"orders" is no operator'],
    ['app in orders', 'a list needs parentheses'],
    ['app in (a', 'a list is not closed'],
    ['app in (a b)', 'a list is not closed'],
    ['app=a=b', 'a comma is missing'],
    ['app="orders"', 'does not belong in a selector'],
    ['app=orders} or vector(1)', 'does not belong in a selector'],
    ['app=$(reboot)', 'does not belong in a selector'],
    ['app>1', 'does not belong in a selector'],
    ['-app=x', 'is no label name'],
    ['app=-x', 'is no label value'],
    [`app=${'x'.repeat(64)}`, 'is no label value'],
    ['x'.repeat(5000), 'it is too long'],
  ])('refuses %j', (text, why) => {
    expect(() => parseLabelSelector(text)).toThrow(why);
  });

  it('either reads a text or says why not, quickly', () => {
    const signs = fc.constantFrom(
      ...['a', 'in', 'notin', '=', '==', '!=', '!', '(', ')', ',', ' ', '/'],
      ...['.', '-', '\n', '"', '{', '$', 'é', '\0'],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(signs).map(all => all.join('')),
        ),
        text => {
          const read = () => matchesLabels(parseLabelSelector(text), LABELS);
          expect(outcomeOf(read)).toMatch(/^(true|false|InputError)$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('parseTags', () => {
  it.each([
    ['app=orders', true],
    ['app=orders, tier=backend', true],
    ['app=orders,tier=x', false],
  ])('%j: %s', (text, matches) => {
    expect(matchesLabels(parseTags(text), LABELS)).toBe(matches);
  });

  it.each(['app', '=x', ' , ', ''])('refuses %j', text => {
    expect(() => parseTags(text)).toThrow('cannot be read');
  });

  it('compares values as they are', () => {
    const labels = { query: 'a=b"}; $(x)' };
    expect(matchesLabels(parseTags('query=a=b"}; $(x)'), labels)).toBe(true);
    expect(matchesLabels(parseTags('query=a'), labels)).toBe(false);
    expect(matchesLabels(parseTags('query=.*'), labels)).toBe(false);
  });
});

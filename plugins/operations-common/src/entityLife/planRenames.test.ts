import fc from 'fast-check';
import { Rename } from './formerRefs';
import { WAITING_REF, orderMoves, planRenames } from './planRenames';

const plan = (
  present: string,
  declared: string[],
  standing: { rename: string; moved?: boolean }[] = [],
) =>
  planRenames({
    declared: declared.map(toRename),
    standing: standing.map(({ rename, moved = true }) => ({
      ...toRename(rename),
      moved,
    })),
    isPresent: ref => present.includes(ref),
  });

function toRename(text: string): Rename {
  const [from, to] = text.split('>');
  return { from, to };
}

const words = (moves: readonly Rename[]) =>
  moves.map(({ from, to }) => `${from}>${to}`).sort();

describe('planRenames', () => {
  it.each<[string, string, string[], string[]]>([
    ['a rename', 'b', ['a>b'], ['a>b']],
    ['two services made one', 'c', ['a>c', 'b>c'], ['a>c', 'b>c']],
    ['a swap', 'ab', ['a>b', 'b>a'], ['a>b', 'b>a']],
    ['refs passed on', 'bc', ['a>b', 'b>c'], ['a>b', 'b>c']],
    ['a circle of three', 'abc', ['a>b', 'b>c', 'c>a'], ['a>b', 'b>c', 'c>a']],
    ['both still there', 'ab', ['a>b'], []],
    ['passed on too early', 'abc', ['a>b', 'b>c'], []],
  ])('%s', (_what, present, declared, moves) => {
    const planned = plan(present, declared);
    expect(words(planned.moves)).toEqual(moves);
    expect(words(planned.adopted)).toEqual(moves);
    expect(planned.problems).toHaveLength(declared.length - moves.length);
  });

  it('does a swap once, and a rename as often as something turns up', () => {
    expect(
      plan('ab', ['a>b', 'b>a'], [{ rename: 'a>b' }, { rename: 'b>a' }]).moves,
    ).toEqual([]);
    expect(words(plan('b', ['a>b'], [{ rename: 'a>b' }]).moves)).toEqual([
      'a>b',
    ]);
  });

  it('finishes a swap of which only one half was noted', () => {
    const standing = [{ rename: 'a>b', moved: false }];
    expect(words(plan('ab', ['a>b', 'b>a'], standing).moves)).toEqual([
      'a>b',
      'b>a',
    ]);
  });

  it('leaves an entity that was made anew under a former ref alone', () => {
    expect(plan('ab', ['a>b'], [{ rename: 'a>b' }])).toEqual({
      adopted: [],
      moves: [],
      problems: [],
    });
  });

  it('follows chains to where they end', () => {
    const standing = [{ rename: 'a>b' }];
    expect(words(plan('c', ['b>c'], standing).moves)).toEqual(['a>c', 'b>c']);
    expect(words(plan('', [], standing).moves)).toEqual(['a>b']);
  });

  it('does not run in a circle of refs that have all left', () => {
    const standing = [{ rename: 'a>b' }, { rename: 'b>a' }];
    expect(plan('', [], standing).moves).toEqual([]);
  });

  it('refuses what two claim, and names both', () => {
    const { adopted, moves, problems } = plan('bc', ['a>b', 'a>c']);
    expect([adopted, moves]).toEqual([[], []]);
    expect(problems).toEqual([
      { entityRef: 'b', message: expect.stringContaining('b and c') },
      { entityRef: 'c', message: expect.stringContaining('b and c') },
    ]);
    expect(
      plan('bc', ['a>b', 'a>c'], [{ rename: 'a>b' }]).problems,
    ).toMatchObject([{ entityRef: 'c' }]);
  });
});

describe('orderMoves', () => {
  it('does the same one after the other as all at once, for any moves', () => {
    const ref = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    fc.assert(
      fc.property(fc.dictionary(ref, ref), targets => {
        const moves = Object.entries(targets)
          .filter(([from, to]) => from !== to)
          .map(([from, to]) => ({ from, to }));
        const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
        const at = new Map(all.map(row => [row, row]));
        for (const { from, to } of orderMoves(moves).flat()) {
          for (const [row, where] of at) if (where === from) at.set(row, to);
        }
        const wanted = all.map(
          row => moves.find(({ from }) => from === row)?.to ?? row,
        );
        expect([...at.values()]).toEqual(wanted);
        expect([...at.values()]).not.toContain(WAITING_REF);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what has nothing to do with each other apart', () => {
    expect(orderMoves(['a>b', 'c>d', 'b>a', 'e>d'].map(toRename))).toHaveLength(
      2,
    );
  });
});

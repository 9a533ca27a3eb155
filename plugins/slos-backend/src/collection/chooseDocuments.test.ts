import { sloYaml } from '../__testUtils__/documents';
import { StoredDocument } from '../database/definitionRows';
import { chooseDocuments } from './chooseDocuments';

const GOOD = sloYaml();
const BROKEN = GOOD.replace('target: 0.99', 'target: 99');
const TARGETS = (chosen: ReturnType<typeof chooseDocuments>) =>
  chosen.result.slos.map(({ objectives }) => objectives[0].target);

const inUse = (
  text: string,
  overrides: Partial<StoredDocument> = {},
): StoredDocument => ({
  path: 'slos.yaml',
  text,
  url: null,
  good: true,
  ...overrides,
});
const read = (
  texts: Record<string, string>,
  problems: { path: string; message: string }[] = [],
) => ({
  documents: Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    url: null,
  })),
  problems,
});

describe('chooseDocuments', () => {
  it('uses what was read', () => {
    const chosen = chooseDocuments(read({ 'slos.yaml': GOOD }), []);
    expect(TARGETS(chosen)).toEqual(['0.99']);
    expect(chosen.documents).toEqual([inUse(GOOD)]);
    expect(chosen.problems).toEqual([]);
  });

  it('keeps the last good version of a file that breaks', () => {
    const chosen = chooseDocuments(read({ 'slos.yaml': BROKEN }), [
      inUse(GOOD),
    ]);
    expect(TARGETS(chosen)).toEqual(['0.99']);
    expect(chosen.documents).toEqual([inUse(GOOD)]);
    expect(chosen.problems).toMatchObject([
      { file: 'slos.yaml', line: 33, severity: 'error', lastGoodInUse: true },
    ]);
  });

  it('uses the good objectives of a file that never was good', () => {
    const two = `${BROKEN}---\n${sloYaml({ name: 'latency' })}`;
    const chosen = chooseDocuments(read({ 'slos.yaml': two }), []);
    expect(chosen.result.slos.map(({ name }) => name)).toEqual(['latency']);
    expect(chosen.documents).toEqual([inUse(two, { good: false })]);
    expect(chosen.problems).toMatchObject([{ lastGoodInUse: false }]);

    const worse = chooseDocuments(
      read({ 'slos.yaml': BROKEN }),
      chosen.documents,
    );
    expect(worse.result.slos).toEqual([]);
  });

  it.each(['slos.yaml', '*.yaml', 'opsdeck.io/slos'])(
    'keeps a file while %s cannot be read',
    path => {
      const chosen = chooseDocuments(
        read({}, [{ path, message: 'HTTP 503' }]),
        [inUse(GOOD)],
      );
      expect(TARGETS(chosen)).toEqual(['0.99']);
      expect(chosen.problems).toEqual([
        {
          severity: 'error',
          rule: 'document/unreadable',
          message: 'HTTP 503',
          file: path,
          line: null,
          path: '',
          lastGoodInUse: true,
        },
      ]);
    },
  );

  it('drops a file that the annotation names no longer', () => {
    const chosen = chooseDocuments(read({ 'other.yaml': GOOD }), [
      inUse(sloYaml({ name: 'old' })),
    ]);
    expect(chosen.result.slos.map(({ name }) => name)).toEqual([
      'availability',
    ]);
    expect(chosen.documents.map(({ path }) => path)).toEqual(['other.yaml']);
  });

  it('drops it also while something else cannot be read', () => {
    const chosen = chooseDocuments(
      read({}, [{ path: 'more/*.yaml', message: 'gone' }]),
      [inUse(GOOD)],
    );
    expect(chosen.documents).toEqual([]);
    expect(chosen.problems).toMatchObject([{ lastGoodInUse: false }]);
  });

  it('says once what both versions have', () => {
    const warned = GOOD.replace('service: shop', 'service: shop\n  owner: me');
    const chosen = chooseDocuments(
      read({
        'slos.yaml': BROKEN,
        'more.yaml': warned.replace('name: availability', 'name: more'),
      }),
      [inUse(GOOD)],
    );
    const texts = chosen.problems.map(problem => JSON.stringify(problem));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

import { numberedComments, numberedText } from './numbered';
import { joinCompounds, shellLines } from './shellLines';

function commands(script: string): string[] {
  const lines = shellLines(script).filter(({ kind }) => kind === 'command');
  return joinCompounds(lines).map(({ text }) => text);
}

describe('shellLines', () => {
  it.each([
    ['one line each', 'a\n\nb', ['a', 'b']],
    ['backslashes', 'a \\\n  b\nc', ['a \\\n  b', 'c']],
    ['pipes', 'a |\n  b\nc', ['a |\n  b', 'c']],
    [
      'quotes',
      'psql -c "\nSELECT 1;\n# 1. no comment\n"\nb',
      ['psql -c "\nSELECT 1;\n# 1. no comment\n"', 'b'],
    ],
    [
      'here-documents',
      'cat <<EOF\n# 1. data\nEOF\nb',
      ['cat <<EOF\n# 1. data\nEOF', 'b'],
    ],
    [
      'quoted here-documents',
      "cat <<-'END'\nit's\n\tEND\nb",
      ["cat <<-'END'\nit's\n\tEND", 'b'],
    ],
    ['here-strings', 'cat <<< word\nb', ['cat <<< word', 'b']],
    ['if', 'if a; then\n  b\nfi\nc', ['if a; then\n  b\nfi', 'c']],
    [
      'nested loops',
      'for a in b; do\nwhile c; do\nd\ndone\ndone',
      ['for a in b; do\nwhile c; do\nd\ndone\ndone'],
    ],
    [
      'loops on one line',
      'for a in b; do c; done\nd',
      ['for a in b; do c; done', 'd'],
    ],
    ['functions', 'f() {\n  a\n}\nf', ['f() {\n  a\n}', 'f']],
    ['an apostrophe that never closes', "echo don't\nb", ["echo don't", 'b']],
    ['an if that never ends', 'if a; then\nb', ['if a; then', 'b']],
    ['hashes inside words', 'echo a#b "# c"\nd', ['echo a#b "# c"', 'd']],
  ])('holds %s together', (_name, script, expected) => {
    expect(commands(script)).toEqual(expected);
  });
});

describe('numberedComments', () => {
  const found = (script: string, previous = 0, isShell = true) =>
    numberedComments(script, previous, isShell)?.lines.map(
      ({ number, text, commands: own }) =>
        `${number.join('.')} ${text} (${own.length})`,
    ) ?? null;

  it.each([
    ['# 1. a\nls\n# 2. b\nls\nls', ['1 a (1)', '2 b (2)']],
    ['# 1) a\nls', ['1 a (1)']],
    ['# Step 1: a\nls', ['1 a (1)']],
    ['## 1 - a\nls', ['1 a (1)']],
    ['# 1. a\n# 1.1 b\nls\n# 2. c', ['1 a (0)', '1.1 b (1)', '2 c (0)']],
    ['#!/bin/sh\nset -e\n# 1. a\nls', ['1 a (1)']],
  ])('finds %j', (script, lines) => expect(found(script)).toEqual(lines));

  it.each([
    '# 80: http\nls',
    '# 2.0.1 release\nls',
    '# 3. late\nls',
    'ls # 1. a',
  ])('finds nothing in %j', script => expect(found(script)).toBeNull());

  it('goes on from the fence before', () => {
    expect(found('# 3. late\nls', 2)).toEqual(['3 late (1)']);
  });

  it('wants commands in a text of unknown language', () => {
    expect(found('# 1. Title\n# 2. Title', 0, false)).toBeNull();
    expect(found('# 1. Look\nls', 0, false)).toEqual(['1 Look (1)']);
  });

  it('keeps other comments as notes', () => {
    expect(
      numberedComments('# 1. a\n# why\nls', 0, true)?.lines[0],
    ).toMatchObject({ notes: ['why'] });
  });
});

describe('numberedText', () => {
  it('finds a list with its continuation lines', () => {
    expect(
      numberedText(['1. a', '   more', '2. b', '2.1. c'])?.map(
        ({ number, text, notes }) => [number, text, notes],
      ),
    ).toEqual([
      [[1], 'a', ['more']],
      [[2], 'b', []],
      [[2, 1], 'c', []],
    ]);
  });

  it.each([
    [['1. only one']],
    [['3. late', '4. later']],
    [['1. a', 'log', 'log', 'log', '2. b', 'log']],
    [['Output:', '200 OK']],
  ])('finds none in %j', lines => expect(numberedText(lines)).toBeNull());
});

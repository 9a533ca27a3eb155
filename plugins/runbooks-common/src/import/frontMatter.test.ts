import { readDeclarations } from './declared';
import { readFrontMatter } from './frontMatter';
import { ProblemList } from './problems';

function read(text: string) {
  const problems = new ProblemList();
  const frontMatter = readFrontMatter(text, problems);
  const declarations = readDeclarations(frontMatter, problems);
  return { frontMatter, declarations, problems: problems.sorted() };
}

describe('readFrontMatter', () => {
  it('reads YAML and blanks it', () => {
    const { frontMatter, problems } = read('---\na: 1\n---\n# T\n');
    expect(frontMatter).toMatchObject({
      values: { a: 1 },
      line: 1,
      endLine: 3,
      body: '\n\n\n# T\n',
    });
    expect(problems).toEqual([]);
  });

  it('reads TOML', () => {
    const { frontMatter } = read('+++\nat = 09:30:00\n[x]\ny = [1]\n+++\n');
    expect(frontMatter.values).toEqual({ at: '09:30:00.000', x: { y: [1] } });
  });

  it('tolerates blank lines before it', () => {
    expect(read('\n\n---\na: b\n---\n').frontMatter).toMatchObject({
      values: { a: 'b' },
      line: 3,
      endLine: 5,
    });
  });

  it.each([
    '---\n\n## A heading between thematic breaks\n\n---\n',
    '---\nJust a sentence.\n---\n',
    'text\n---\na: b\n---\n',
    '----\na: b\n----\n',
  ])('leaves %j alone', text => {
    const { frontMatter, problems } = read(text);
    expect(frontMatter).toMatchObject({ values: {}, line: 0, body: text });
    expect(problems).toEqual([]);
  });

  it.each([
    ['---\nok: 1\nbad: [1, 2\n---\n# T\n', 'YAML', 3],
    ['+++\nok = 1\nbad = \n+++\n# T\n', 'TOML', 3],
  ])('names the line of an error in %j', (text, language, line) => {
    const { frontMatter, problems } = read(text);
    expect(problems).toEqual([
      {
        code: 'front-matter-invalid',
        severity: 'warning',
        line: expect.any(Number),
        message: expect.stringContaining(`The ${language} front matter`),
      },
    ]);
    expect(Math.abs(problems[0].line - line)).toBeLessThanOrEqual(1);
    expect(frontMatter.body.trim()).toBe('# T');
  });

  it.each(['---\nowner: a\n# T\n', '+++\nowner = "a"\n\n# T\n'])(
    'says that nothing closes %j and reads the rest',
    text => {
      const { frontMatter, problems } = read(text);
      expect(frontMatter).toMatchObject({ line: 0, body: text });
      expect(problems).toEqual([
        expect.objectContaining({ code: 'front-matter-unclosed', line: 1 }),
      ]);
    },
  );

  it('does not let aliases multiply', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let n = 0; n < 20; n++) {
      const [from, to] = [n, n + 1].map(i => String.fromCharCode(97 + i));
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(', ')}]`);
    }
    const { problems } = read(`---\n${bomb.join('\n')}\n---\n`);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'front-matter-invalid' }),
    ]);
  });
});

describe('readDeclarations', () => {
  it('reads everything a checklist can declare', () => {
    const { declarations, problems } = read(
      [
        '---',
        'title: Weekly duty',
        'kind: hand-over',
        'cadence: 0 9 * * 1',
        'zone: Europe/Lisbon',
        'owner: group:default/a',
        'assignee: operator',
        'mode: do-confirm',
        'execution: automated + review',
        'duration: 20 minutes',
        'alert: { name: HighErrorRate, response: PT5M }',
        'controls: SOC 2 A1.2, CC7',
        '---',
      ].join('\n'),
    );
    expect(declarations.document).toEqual({
      title: 'Weekly duty',
      kind: 'handover',
      cadence: 'FREQ=WEEKLY;BYDAY=MO',
      at: '09:00',
      zone: 'Europe/Lisbon',
      owner: 'group:default/a',
      role: 'operator',
      mode: 'do-confirm',
      execution: 'automated+review',
      duration: 'PT20M',
      alert: 'HighErrorRate',
      response: 'PT5M',
      controls: ['SOC 2 A1.2', 'CC7'],
    });
    expect(problems).toEqual([]);
  });

  it('takes "none" for no cadence at all', () => {
    expect(read('---\ncadence: none\n---\n').declarations.document).toEqual({
      cadence: null,
    });
  });

  it.each([
    ['cadence: soon', 'cadence'],
    ['kind: party', 'kind'],
    ['zone: Europe/Atlantis', 'zone'],
    ['at: noonish', 'at'],
    ['duration: long', 'duration'],
    ['mode: whatever', 'mode'],
    ['owner: [a, b]', 'owner'],
    ['checklists: [1]', 'checklists'],
  ])('names key and line of %j', (entry, key) => {
    const { problems } = read(`---\ntitle: x\n${entry}\n---\n`);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'front-matter-value',
        line: 3,
        message: expect.stringContaining(`"${key}"`),
      }),
    ]);
  });
});

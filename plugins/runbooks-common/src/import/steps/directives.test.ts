import { cleanText, noDirectives, readComment } from './directives';
import { infoAttributes } from './commands';

function read(html: string) {
  const directives = noDirectives();
  readComment(html, 7, directives);
  return directives;
}

describe('readComment', () => {
  it('reads a check with quoted parameters', () => {
    expect(
      read('<!-- check: ci.green workflow="build and test" branch=main -->'),
    ).toEqual({
      ...noDirectives(),
      check: {
        name: 'ci.green',
        parameters: { workflow: 'build and test', branch: 'main' },
        line: 7,
      },
    });
  });

  it('reads several directives of one comment', () => {
    expect(read('<!-- step: a.b-c; killer; four-eyes; pause -->')).toEqual({
      ...noDirectives(),
      id: 'a.b-c',
      killer: true,
      fourEyes: true,
      pausePoint: true,
    });
  });

  it.each(['<!-- note: later -->', '<!-- id -->', '<!---->', '<!-- -->'])(
    'ignores %j',
    html => expect(read(html)).toEqual(noDirectives()),
  );

  it.each([
    '<!-- check: -->',
    '<!-- check: a b -->',
    '<!-- step: two words -->',
  ])('explains what is wrong with %j', html => {
    const { faults, check, id } = read(html);
    expect(faults).toHaveLength(1);
    expect([check, id]).toEqual([null, null]);
  });
});

describe('cleanText', () => {
  it.each([
    ['Do it {id=do-it}', 'Do it', 'do-it'],
    ['Do it {#do-it}', 'Do it', 'do-it'],
    ['Set {a=b} in the file', 'Set {a=b} in the file', null],
    ['Do it <!-- step: x -->', 'Do it', 'x'],
    [
      '[x](https://example.com) is linked',
      '[x](https://example.com) is linked',
      null,
    ],
  ])('cleans %j', (raw, text, id) => {
    const directives = noDirectives();
    expect(cleanText(raw, 1, directives)).toEqual({ text, brokenBox: false });
    expect(directives.id).toBe(id);
  });

  it.each(['[] a', '[ ]a', '[-] a', '[x]a'])('sees a broken box in %j', raw => {
    expect(cleanText(raw, 1, noDirectives())).toEqual({
      text: 'a',
      brokenBox: true,
    });
  });
});

describe('infoAttributes', () => {
  it.each<[string | null, string | null, Record<string, string>]>([
    [
      'bash',
      '{ name=deploy interactive=false cwd=../x }',
      { name: 'deploy', interactive: 'false', cwd: '../x' },
    ],
    [
      'sh',
      '{"name":"deploy","interactive":"false"}',
      { name: 'deploy', interactive: 'false' },
    ],
    [
      'sh',
      '{ name="two words" background }',
      { name: 'two words', background: 'true' },
    ],
    ['sh', 'name=deploy and words', { name: 'deploy' }],
    ['bash{name=x}', null, { name: 'x' }],
    ['bash', null, {}],
    [null, null, {}],
  ])('reads %j %j', (lang, meta, attributes) => {
    expect(infoAttributes(lang, meta)).toEqual(attributes);
  });
});

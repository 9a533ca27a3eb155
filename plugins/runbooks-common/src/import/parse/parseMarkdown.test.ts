import fc from 'fast-check';
import type { Root } from 'mdast';
import { markdownLine } from '../__testUtils__/markdownLines';
import { treeText } from '../__testUtils__/markdownTree';
import { ProblemList } from '../problems';
import { parsePiece } from './parseChunks';
import { parseMarkdown } from './parseMarkdown';

function parse(text: string, chunkSize?: number): Root {
  return parseMarkdown(text, new ProblemList(), chunkSize);
}

/** The text as the tokenizer reads it, whole and in one go. */
function whole(text: string): Root {
  return parsePiece(text, null);
}

/** Blocks after which something else may begin, in all their nesting. */
const block = fc.constantFrom(
  '# Heading',
  'A paragraph of *two*\nlines.',
  'Setext\n---',
  '- a\n- b\n  - c\n\n    more\n- d',
  '1. a\n2. b\n\n   ```sh\n   # not a heading\n\n   ls\n   ```\n3. c',
  '* [ ] task\n* [x] task',
  '> quote\n> - list\nlazy',
  '```bash\n# 1. comment\n\n- not a list\n\n# 2. comment\n```',
  '~~~\n```\n\nopen inside\n~~~',
  '<!-- comment\n\n# no heading\n\n-->',
  '<details>\n<summary>x</summary>\n\n- inside\n\n</details>',
  '<pre>\n\n# no heading\n\n</pre>',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '    indented\n\n    code',
  'See [the page][ref] and [ref].',
  '***',
);

describe('parseMarkdown', () => {
  it('reads a document of whatever lines as the tokenizer does', () => {
    fc.assert(
      fc.property(fc.array(markdownLine, { maxLength: 14 }), lines => {
        const text = lines.join('\n');
        expect(treeText(parse(text, 1e9))).toBe(treeText(whole(text)));
      }),
      { numRuns: 4000, seed: 20_261_127 },
    );
  });

  it('reads a document in pieces as the tokenizer reads it whole', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 70, max: 200 }),
        (blocks, chunkSize) => {
          // Only a block longer than a chunk may be cut by force.
          const text = `${blocks.join('\n\n')}\n\n[ref]: https://example.com\n`;
          fc.pre(!hasLongBlock(text, chunkSize));
          expect(treeText(parse(text, chunkSize))).toBe(treeText(whole(text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a fence that never closes', `\`\`\`bash\n${'# comment\n\n'.repeat(200)}`],
    ['a comment that never closes', `<!--\n${'# comment\n\n'.repeat(200)}`],
    [
      'an odd item in a long list',
      `${'- [ ] plain\n'.repeat(
        20,
      )}- > odd\n\n  ~~~\n  x\n${'- [ ] plain\n'.repeat(20)}`,
    ],
    [
      'a definition inside a fence',
      'See [a] and [b].\n\n```\n[a]: x\n```\n\n[b]: y\n',
    ],
    [
      'a definition that is used in a fence that never closes',
      '[a]: x\n\n# [a]\n\n```\n[a]\n',
    ],
    ['a definition in a quotation', 'See [a].\n\n> [a]: x\n'],
    ['two definitions of one label', '[A b]: 1\n\nSee [a  B].\n\n[a b]: 2\n'],
    ['footnotes with blocks', 'a[^1]\n\n[^1]: b\n\n    - c\n\nd\n'],
    ['no characters', 'a\u0000b\n\n```\nc\u0000\n```\n'],
  ])('reads %s as the tokenizer does', (_, text) => {
    expect(treeText(parse(text, 100))).toBe(treeText(whole(text)));
  });

  it('cuts a block that has no boundary and says so', () => {
    const problems = new ProblemList();
    // A line that ends in a blank may hold a hard break: that takes the tokenizer.
    const root = parseMarkdown('words and words \n'.repeat(2000), problems);
    expect(root.children.length).toBeGreaterThan(1);
    expect(problems.sorted()[0]).toMatchObject({
      code: 'block-too-long',
      line: 1,
    });
  });

  it('keeps a long list item whole', () => {
    const item = `1. Apply\n\n   \`\`\`yaml\n${'   key: value\n'.repeat(
      900,
    )}   \`\`\`\n`;
    const root = parse(`${item}2. Check\n`);
    expect(root.children).toHaveLength(1);
    expect(root.children[0]).toMatchObject({ type: 'list' });
  });
});

function hasLongBlock(text: string, limit: number): boolean {
  return text.split(/\n\n(?=\S)/).some(part => part.length > limit);
}

import fc from 'fast-check';
import type { Root } from 'mdast';
import { ProblemList } from '../problems';
import { parseMarkdown } from './parseMarkdown';

function parse(text: string, chunkSize?: number): Root {
  return parseMarkdown(text, new ProblemList(), chunkSize);
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

function shape(root: Root): string {
  return JSON.stringify(root, (key, value) =>
    key === 'spread' ? undefined : value,
  );
}

describe('parseMarkdown', () => {
  it('reads a document in pieces as it reads it whole', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 70, max: 200 }),
        (blocks, chunkSize) => {
          // Only a block longer than a chunk may be cut by force.
          const text = `${blocks.join('\n\n')}\n\n[ref]: https://example.com\n`;
          fc.pre(!hasLongBlock(text, chunkSize));
          expect(shape(parse(text, chunkSize))).toBe(shape(parse(text, 1e9)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads a fence that never closes to the end', () => {
    const text = `\`\`\`bash\n${'# comment\n\n'.repeat(200)}`;
    expect(shape(parse(text, 100))).toBe(shape(parse(text, 1e9)));
  });

  it('cuts a block that has no boundary and says so', () => {
    const problems = new ProblemList();
    const text = 'words and words\n'.repeat(2000);
    const root = parseMarkdown(text, problems);
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

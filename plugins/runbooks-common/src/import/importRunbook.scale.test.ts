import { importRunbook } from './importRunbook';
import type { RunbookDocument } from './types';

const MEGABYTE = 1_000_000;

function repeatTo(part: (n: number) => string, length: number): string {
  const parts: string[] = [];
  let size = 0;
  for (let n = 0; size < length; n++) {
    parts.push(part(n));
    size += parts[n].length;
  }
  return parts.join('');
}

function measure(name: string, markdown: string): [RunbookDocument, number] {
  const started = performance.now();
  const document = importRunbook(markdown);
  const took = performance.now() - started;
  process.stdout.write(
    `import of ${name}: ${(markdown.length / 1000).toFixed(
      0,
    )} kB in ${took.toFixed(0)} ms\n`,
  );
  return [document, took];
}

/**
 * Time in milliseconds that a fixed amount of work takes here and now: bounds are
 * multiples of it, so that a slow or busy machine does not fail the test.
 */
function calibrate(): number {
  const text = repeatTo(n => `word ${n} of some text\n`, MEGABYTE);
  const started = performance.now();
  let words = 0;
  for (let round = 0; round < 4; round++) {
    for (const line of text.split('\n')) {
      words += line.split(' ').map(word => ({ word })).length;
    }
  }
  expect(words).toBeGreaterThan(500_000);
  return performance.now() - started;
}

const UNIT_MS = calibrate();
/** What a guide may take; on a quiet machine the unit is about 100 ms. */
const GUIDE_UNITS = 12;
/** What text made to be slow may take: linear, not fast. */
const BOUND_MS = 300 * UNIT_MS;

describe('a megabyte', () => {
  jest.setTimeout(120_000);

  it('of a guide is read whole', () => {
    const section = (n: number) =>
      `## Daily ${n}\n\n- [ ] Check **health** of \`api\`, see [the page](https://example.com)\n- [ ] Verify the backup\n\n` +
      `Some words that explain what the list is for, and for whom.\n\n` +
      '```bash\n# 1. Look\nkubectl get pods\n```\n\n';
    const markdown = repeatTo(section, MEGABYTE);
    const [document, took] = measure('a guide', markdown);
    const sections = document.checklists.length;
    expect(sections).toBeGreaterThan(4000);
    expect(document.totals).toMatchObject({
      task: 2 * sections,
      'shell-comment': sections,
    });
    expect(document.problems).toEqual([]);
    expect(took).toBeLessThan(GUIDE_UNITS * UNIT_MS);
  });

  it('of one task list is read whole', () => {
    const markdown = `# Tasks\n\n${repeatTo(
      n => `- [ ] Step number ${n} of this long list\n`,
      MEGABYTE,
    )}`;
    const [document, took] = measure('one task list', markdown);
    expect(document.checklists).toHaveLength(1);
    const { steps } = document.checklists[0];
    expect(steps.at(-1)?.line).toBe(steps.length + 2);
    expect(document.totals.task).toBe(markdown.split('\n').length - 3);
    expect(took).toBeLessThan(GUIDE_UNITS * UNIT_MS);
  });

  it('of one script is read whole', () => {
    const markdown = `# Deploy\n\n\`\`\`bash\n# 1. Go\n${repeatTo(
      n => `echo line ${n}\n`,
      MEGABYTE,
    )}\`\`\`\n`;
    const [document, took] = measure('one script', markdown);
    expect(document.totals['shell-comment']).toBe(1);
    expect(document.checklists[0].steps[0].commands.length).toBeGreaterThan(
      50_000,
    );
    expect(took).toBeLessThan(GUIDE_UNITS * UNIT_MS);
  });

  it.each([
    ['quotes', '>'.repeat(MEGABYTE)],
    ['list markers', '1. '.repeat(MEGABYTE / 3)],
    ['indentation', repeatTo(n => `${' '.repeat(n)}- a\n`, MEGABYTE)],
    ['emphasis', '_a__b'.repeat(MEGABYTE / 5)],
    ['addresses', 'a.'.repeat(MEGABYTE / 2)],
    ['links', repeatTo(() => `${'[a](b'.repeat(20)}\n`, MEGABYTE)],
    ['open comments', repeatTo(() => '<!--\n\n# x\n\n', MEGABYTE)],
    ['one line', 'word '.repeat(MEGABYTE / 5)],
  ])('of nothing but %s ends soon', (name, markdown) => {
    const [document, took] = measure(name, markdown);
    expect(document.checklists).toEqual([]);
    expect(took).toBeLessThan(BOUND_MS);
  });
});

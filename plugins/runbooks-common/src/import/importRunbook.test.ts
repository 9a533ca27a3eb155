import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderGolden } from './__fixtures__/renderGolden';
import { importRunbook } from './importRunbook';
import type { RunbookStep } from './types';

const FIXTURES = join(__dirname, '__fixtures__');

function texts(steps: RunbookStep[]): string[] {
  return steps.map(step => step.text);
}

function onlySteps(markdown: string): RunbookStep[] {
  const { checklists } = importRunbook(markdown);
  return checklists.flatMap(checklist => checklist.steps);
}

describe('guides in every form', () => {
  const guides = readdirSync(FIXTURES).filter(name => name.endsWith('.md.txt'));

  it('has guides to read', () => {
    expect(guides.length).toBeGreaterThanOrEqual(5);
  });

  it.each(guides)('reads %s as a person would', name => {
    const source = readFileSync(join(FIXTURES, name));
    const golden = join(FIXTURES, name.replace(/\.md\.txt$/, '.golden.txt'));
    expect(
      renderGolden(importRunbook(source, { path: name.slice(0, -4) })),
    ).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('GFM task items', () => {
  it.each([
    ['- [ ] a', 'a'],
    ['* [ ] a', 'a'],
    ['+ [ ] a', 'a'],
    ['1. [ ] a', 'a'],
    ['1) [x] a', 'a'],
    ['- [x] a', 'a'],
    ['- [X] a', 'a'],
    ['> - [ ] a', 'a'],
    ['- [ ]\ta', 'a'],
    ['- [ ] a <!-- id -->', 'a'],
    ['- outer\n  - [ ] a', 'a'],
  ])('takes %j', (source, text) => {
    const document = importRunbook(`# Notes\n\n${source}\n`);
    expect(document.totals.task).toBe(1);
    expect(texts(document.checklists[0].steps)).toEqual([text]);
  });

  it.each([
    '- [] a',
    '- [ ]a',
    '- [-] a',
    '- [ ]',
    '- \\[ ] a',
    '```\n- [ ] a\n```',
    '    - [ ] a',
  ])('does not take %j', source => {
    const document = importRunbook(`# Notes\n\n${source}\n`);
    expect(document.totals.task).toBe(0);
    expect(document.checklists).toEqual([]);
  });

  it('warns of what was meant to be a task item', () => {
    const { problems } = importRunbook('# Notes\n\n- [ ]a\n- plain\n');
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'task-marker-malformed',
        line: 3,
        severity: 'warning',
      }),
    ]);
  });

  it('makes sub-steps of nested items and ignores ticks of the file', () => {
    const [step] = onlySteps('- [x] a\n  - [ ] b\n    - [X] c\n');
    expect(step.text).toBe('a');
    expect(texts(step.children)).toEqual(['b']);
    expect(texts(step.children[0].children)).toEqual(['c']);
  });

  it('takes no other item of a task list', () => {
    expect(texts(onlySteps('# Daily\n\n- [ ] a\n- b\n'))).toEqual(['a']);
  });
});

describe('numbered lists', () => {
  it('are steps below a heading that names a procedure', () => {
    const { totals } = importRunbook('## Rollback procedure\n\n1. a\n2. b\n');
    expect(totals).toMatchObject({ ordered: 2, task: 0 });
  });

  it.each([
    'Actions:',
    'Recovery:',
    'Response actions:',
    'Do the following steps:',
  ])('are steps below the line %j', line => {
    const { totals } = importRunbook(`## Alert\n\n${line}\n\n1. a\n2. b\n`);
    expect(totals.ordered).toBe(2);
  });

  it.each(['Causes:', 'Recovery depends on these three services:'])(
    'are context below the line %j',
    line => {
      const { totals } = importRunbook(`## Notes\n\n${line}\n\n1. a\n`);
      expect(totals.ordered).toBe(0);
    },
  );

  it('are context below any other heading', () => {
    const { checklists, decisions } = importRunbook('## Colours\n\n1. a\n');
    expect(checklists).toEqual([]);
    expect(decisions).toContainEqual(
      expect.objectContaining({
        line: 3,
        outcome: 'context',
        why: 'numbered list, but no heading above it names a procedure',
      }),
    );
  });

  it('are not taken from a table of contents', () => {
    const source = '# Restore procedure\n\n1. [One](#one)\n2. [Two](#two)\n';
    expect(importRunbook(source).checklists).toEqual([]);
  });

  it('obey the words of the caller', () => {
    const source = '## Scrub\n\n1. a\n\n## Procedure\n\n1. b\n';
    const { checklists } = importRunbook(source, { procedureWords: ['scrub'] });
    expect(checklists.map(({ title }) => title)).toEqual(['Scrub']);
  });

  it('go on below a fence that is not indented', () => {
    const source =
      '## Steps\n\n1. Look\n```sh\nls\n```\n2. Stop\n```sh\nkill 1\n```\n';
    expect(
      onlySteps(source).map(step => [
        step.text,
        step.commands.map(command => command.text),
      ]),
    ).toEqual([
      ['Look', ['ls']],
      ['Stop', []],
    ]);
  });

  it('keep bullets below a step as its context', () => {
    const [step] = onlySteps(
      '## Steps\n\n1. Look\n   - at this\n   - at that\n',
    );
    expect(step.children).toEqual([]);
    expect(step.context).toBe('- at this\n- at that');
  });

  it('are named by their command when an item is only a fence', () => {
    const [step] = onlySteps('## Steps\n\n1. ```sh\n   make stop\n   ```\n');
    expect(step).toMatchObject({ text: 'make stop', line: 3, endLine: 5 });
  });
});

describe('bullets', () => {
  it.each([
    'Daily',
    'Weekly (Automated + Manual Review)',
    'Monthly tasks',
    'Quarterly',
    'Pre-deployment',
    'During deployment',
    'Post-deployment',
    'Before the shift',
  ])('are steps below "%s"', heading => {
    expect(importRunbook(`# ${heading}\n\n- a\n- b\n`).totals.bullet).toBe(2);
  });

  it.each([
    'Checklist',
    'Procedure',
    'Daily metrics',
    'Pre-production',
    'Notes',
  ])('are context below "%s"', heading => {
    expect(importRunbook(`# ${heading}\n\n- a\n`).checklists).toEqual([]);
  });
});

describe('quotations', () => {
  it('give their steps, with their own headings if they have some', () => {
    expect(
      importRunbook('> ## Daily\n>\n> - a\n> - b\n').checklists[0],
    ).toMatchObject({
      title: 'Daily',
      line: 1,
      steps: [
        { text: 'a', line: 3 },
        { text: 'b', line: 4 },
      ],
    });
    expect(texts(onlySteps('# Restore procedure\n\n> 1. a\n> 2. b\n'))).toEqual(
      ['a', 'b'],
    );
  });
});

describe('precedence', () => {
  const source = [
    '# Daily procedure',
    '',
    '1. Numbered',
    '   - [ ] Task below',
    '',
    '   ```bash',
    '   # 1. Comment below',
    '   true',
    '   ```',
    '',
    '- Bullet',
    '',
    '```bash',
    '# 1. Comment',
    'true',
    '```',
  ].join('\n');

  it('takes each thing once, by the highest form', () => {
    const document = importRunbook(source);
    expect(document.totals).toEqual({
      task: 1,
      ordered: 1,
      bullet: 1,
      'alert-action': 0,
      'shell-comment': 1,
    });
    const [numbered] = document.checklists[0].steps;
    expect(texts(numbered.children)).toEqual(['Task below']);
    expect(numbered.commands.map(({ text }) => text)).toEqual([
      '# 1. Comment below\ntrue',
    ]);
  });
});

describe('shell comments', () => {
  it('count on from the fence before in the same section', () => {
    const source =
      '# X\n\n```sh\n# 1. a\nls\n```\n\nthen\n\n```sh\n# 2. b\nls\n```\n';
    expect(texts(onlySteps(source))).toEqual(['a', 'b']);
  });

  it.each(['yaml', 'python', 'sql', 'dockerfile'])(
    'are not read in %s fences',
    language => {
      const source = `# X\n\n\`\`\`${language}\n# 1. a\nls\n\`\`\`\n`;
      expect(importRunbook(source).checklists).toEqual([]);
    },
  );
});

describe('alert playbooks', () => {
  it('become one checklist for each alert of a fence', () => {
    const source = [
      '# Warnings',
      '```',
      'Alert: A',
      'Response: 5 minutes',
      'Actions:',
      '1. a',
      '',
      'Alert: B',
      'Actions:',
      '- b',
      '```',
    ].join('\n');
    const { checklists } = importRunbook(source);
    expect(
      checklists.map(({ title, alert, kind, line }) => [
        title,
        alert,
        kind,
        line,
      ]),
    ).toEqual([
      ['A', { name: 'A', response: 'PT5M' }, 'alert', 3],
      ['B', { name: 'B', response: null }, 'alert', 8],
    ]);
  });

  it('take the name of the document when it is that of an alert', () => {
    const source =
      '# KubePodNotReady\n\n## Impact\n\nx\n\n## Mitigation\n\n1. a\n';
    expect(importRunbook(source).checklists[0]).toMatchObject({
      kind: 'alert',
      alert: { name: 'KubePodNotReady', response: null },
    });
  });
});

describe('front matter', () => {
  it('wins over headings and is no heading', () => {
    const source = [
      '---',
      'cadence: FREQ=WEEKLY;BYDAY=TU',
      'owner: group:default/a',
      'mode: read-do',
      'execution: automated',
      '---',
      '## Daily (Manual)',
      '- a',
    ].join('\n');
    const { checklists } = importRunbook(source);
    expect(checklists).toHaveLength(1);
    expect(checklists[0]).toMatchObject({
      title: 'Daily (Manual)',
      headingPath: ['Daily (Manual)'],
      cadence: 'FREQ=WEEKLY;BYDAY=TU',
      owner: 'group:default/a',
      mode: 'read-do',
      execution: 'automated',
      line: 7,
    });
  });

  it('can speak for single headings', () => {
    const source = [
      '---',
      'owner: group:default/a',
      'checklists:',
      '  - heading: Weekly',
      '    title: Week',
      '    owner: group:default/b',
      '---',
      '# Daily',
      '- a',
      '# Weekly',
      '- b',
    ].join('\n');
    expect(
      importRunbook(source).checklists.map(({ title, owner }) => [
        title,
        owner,
      ]),
    ).toEqual([
      ['Daily', 'group:default/a'],
      ['Week', 'group:default/b'],
    ]);
  });
});

describe('input that is no runbook', () => {
  it('answers emptiness with emptiness', () => {
    expect(importRunbook('')).toMatchObject({ checklists: [], problems: [] });
  });

  it('refuses binary data with one error', () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256);
    expect(importRunbook(bytes).problems).toEqual([
      expect.objectContaining({ code: 'not-utf8', severity: 'warning' }),
      expect.objectContaining({ code: 'binary-content', severity: 'error' }),
    ]);
  });

  it('refuses what is too long with one error', () => {
    expect(importRunbook('# Daily\n- a\n', { maxBytes: 5 })).toMatchObject({
      checklists: [],
      problems: [{ code: 'document-too-large', severity: 'error', line: 1 }],
    });
  });

  it('names a document without headings after its file', () => {
    const document = importRunbook('- [ ] a', { path: 'ops/disk-full.md' });
    expect(document.title).toBe('Disk full');
    expect(document.checklists[0]).toMatchObject({
      title: 'Disk full',
      headingPath: [],
      line: 1,
    });
  });
});

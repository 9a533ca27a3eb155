import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { markdownLine } from '../../import/__testUtils__/markdownLines';
import { isLintable, lint } from '.';
import type { LintFile } from './types';

const TODAY = '2026-11-27';
const EXAMPLES = join(__dirname, '../../../../../examples');

function examples(folder = EXAMPLES): LintFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return examples(path);
    if (!isLintable(path)) return [];
    return {
      path: relative(EXAMPLES, path).replace(/\\/g, '/'),
      text: readFileSync(path, 'utf8'),
    };
  });
}

describe('lint', () => {
  it('finds in the examples the faults left in on purpose, and no others', () => {
    const found = new Map<string, string[]>();
    for (const { file, id } of lint(examples(), TODAY).findings) {
      found.set(file, [...(found.get(file) ?? []), id]);
    }
    expect(Object.fromEntries(found)).toEqual({
      'catalogue-pipeline/runbooks/alert-playbooks.md': ['L7', 'L5'],
      'catalogue-pipeline/runbooks/daily-review.md': ['L9'],
      'catalogue-pipeline/runbooks/disaster-recovery.md': ['L10'],
      'catalogue-pipeline/runbooks/monthly-maintenance.md': ['L2', 'L16'],
      'catalogue-pipeline/runbooks/restore-database.md': ['L3', 'L4'],
      'hopngo/runbooks/alert-playbooks.md': ['L7', 'L5', 'L6', 'L7'],
      'hopngo/runbooks/disaster-recovery.md': ['L20'],
      'hopngo/runbooks/release.md': ['L12', 'L12'],
      'hopngo/runbooks/security-update.md': ['L13', 'L13'],
      'hopngo/runbooks/troubleshooting.md': ['L22'],
      'hopngo/runbooks/weekly-maintenance.md': ['L23'],
      'markethub-mobile/runbooks/alert-playbooks.md': ['L6', 'L8', 'L8'],
      'markethub-mobile/runbooks/app-and-partner-issues.md': ['L18'],
      'markethub-mobile/runbooks/database-and-performance.md': ['L18'],
      'markethub-mobile/runbooks/deployment.md': ['L18', 'L19', 'L14'],
      'markethub-mobile/runbooks/disaster-recovery.md': ['L10'],
      'markethub-mobile/runbooks/routine-maintenance.md': ['L12', 'L11'],
      'saas-platform/runbooks/database-and-security-maintenance.md': ['L15'],
      'saas-platform/runbooks/disaster-recovery.md': ['L1', 'L3'],
      'saas-platform/runbooks/incident-response.md': ['L5', 'L6', 'L6'],
      'saas-platform/runbooks/operational-checklists.md': [
        'L15',
        'L17',
        'L17',
        'L21',
      ],
    });
  });

  it('keeps the lines of the original file', () => {
    const text =
      '\uFEFF---\r\nowner: a\r\n---\r\n# X\r\n\r\n```sh\r\ndocker run a:latest\r\n```\r\n';
    expect(lint([{ path: 'a.md', text }], TODAY).findings).toMatchObject([
      { id: 'L13', file: 'a.md', line: 7 },
    ]);
  });

  it('tells what cannot be read', () => {
    const files = [
      { path: 'a.yaml', text: 'a: 1\n---\nb: [1\n---\nc: 2\n' },
      { path: 'b.md', text: '\u0001'.repeat(100) },
    ];
    expect(lint(files, TODAY).findings).toMatchObject([
      { id: 'unreadable', severity: 'error', file: 'a.yaml' },
      { id: 'unreadable', severity: 'error', file: 'b.md', line: 1 },
    ]);
  });

  it('reads whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(markdownLine, fc.string({ maxLength: 30 })), {
          maxLength: 20,
        }),
        fc.constantFrom('a.md', 'a.yaml'),
        (lines, path) => {
          const files = [{ path, text: lines.join('\n') }];
          const { findings } = lint(files, TODAY);
          for (const { line } of findings) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(
              lines.join('\n').split('\n').length + 1,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('suppressions', () => {
  const run = (text: string) => {
    const { findings, suppressed } = lint([{ path: 'a.md', text }], TODAY);
    return {
      findings: findings.map(({ id, line }) => `${id}:${line}`),
      suppressed: suppressed.map(
        ({ id, line, until, reason }) => `${id}:${line} ${until} ${reason}`,
      ),
    };
  };
  const fence = '```sh\ndocker run a:latest\n```\n';
  const good = 'L13 until=2026-11-27 reason="until the move"';

  it.each([
    ['above the block', `<!-- opsdeck-lint-disable ${good} -->\n\n${fence}`, 4],
    [
      'for the file',
      `${fence}\n<!-- opsdeck-lint-disable-file ${good} -->\n`,
      2,
    ],
    [
      'on the line',
      `\`\`\`sh\ndocker run a:latest # opsdeck-lint-disable ${good}\n\`\`\`\n`,
      2,
    ],
    [
      'above the line in a fence',
      `\`\`\`sh\n# opsdeck-lint-disable ${good}\ndocker run a:latest\n\`\`\`\n`,
      3,
    ],
  ])('count %s up to their last day', (_, text, line) => {
    expect(run(text)).toEqual({
      findings: [],
      suppressed: [`L13:${line} 2026-11-27 until the move`],
    });
  });

  it('do not reach beyond the block', () => {
    const text = `<!-- opsdeck-lint-disable ${good} -->\n${fence}\n${fence}`;
    expect(run(text)).toMatchObject({ findings: ['L13:7'] });
  });

  it('speak for their rule alone', () => {
    const text = `<!-- opsdeck-lint-disable L5 until=2027-01-01 reason="x" -->\n${fence}`;
    expect(run(text).findings).toEqual(['L13:3']);
  });

  it('that are over are findings, and so is what they hid', () => {
    const text = `<!-- opsdeck-lint-disable L13 until=2026-11-26 reason="x" -->\n${fence}`;
    expect(run(text)).toEqual({
      findings: ['suppression-expired:1', 'L13:3'],
      suppressed: [],
    });
  });

  it.each([
    'L13',
    'L13 until=2027-01-01',
    'L13 until=2027-01-01 reason=""',
    'L13 reason="x"',
    'L13 until=2027-02-30 reason="x"',
    'L99 until=2027-01-01 reason="x"',
    'until=2027-01-01 reason="x"',
  ])('written as %j count for nothing', directive => {
    const text = `<!-- opsdeck-lint-disable ${directive} -->\n${fence}`;
    expect(run(text)).toEqual({
      findings: ['suppression-invalid:1', 'L13:3'],
      suppressed: [],
    });
  });
});

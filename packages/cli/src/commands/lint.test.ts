import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOpsdeck } from '../__fixtures__/opsdeck';

const CLEAN = '---\nowner: group:default/a\n---\n# Daily\n\n- Look\n';
const LONG = `# Checklist\n\n${'- [ ] Step\n'.repeat(10)}`;
const LATEST = '# X\n\n```sh\ndocker run a:latest\n```\n';
const SECRET = '# X\n\n```sh\nexport PASSWORD=travel-dev\n```\n';

describe('opsdeck lint', () => {
  let cwd: string;

  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'opsdeck-lint-'));
    mkdirSync(join(cwd, 'books/node_modules'), { recursive: true });
    mkdirSync(join(cwd, 'clean'));
    writeFileSync(join(cwd, 'clean/daily.md'), CLEAN);
    writeFileSync(join(cwd, 'books/b.md'), LATEST);
    writeFileSync(join(cwd, 'books/a.md'), LONG);
    writeFileSync(join(cwd, 'books/picture.png'), 'x');
    writeFileSync(join(cwd, 'books/node_modules/c.md'), SECRET);
    writeFileSync(
      join(cwd, 'accepted.md'),
      `<!-- opsdeck-lint-disable-file L13 until=2999-01-01 reason="x" -->\n\n${LATEST}`,
    );
  });

  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  it('finds nothing in what is right', async () => {
    expect(await runOpsdeck(['lint', 'clean'], { cwd })).toEqual({
      code: 0,
      stdout: '1 file: no findings\n',
      stderr: '',
    });
  });

  it('names place, rule and remedy', async () => {
    const { code, stdout } = await runOpsdeck(['lint', 'books'], { cwd });
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^books\/a\.md:1: info: .*10 steps.* \[L17\]$/),
      expect.stringMatching(/^ {2}\S/),
      expect.stringMatching(/^books\/b\.md:4: warning: .*latest.* \[L13\]$/),
      expect.stringMatching(/^ {2}\S/),
      '2 files: 1 warning, 1 info',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('prints one JSON document', async () => {
    const { code, stdout, stderr } = await runOpsdeck(
      ['lint', 'books/b.md', 'accepted.md', '--json'],
      { cwd },
    );
    const finding = {
      id: 'L13',
      severity: 'warning',
      message: expect.stringContaining('latest'),
      path: null,
      fix: expect.any(String),
    };
    expect(JSON.parse(stdout)).toEqual({
      findings: [{ ...finding, file: 'books/b.md', line: 4 }],
      suppressed: [
        {
          ...finding,
          file: 'accepted.md',
          line: 6,
          reason: 'x',
          until: '2999-01-01',
        },
      ],
    });
    expect([code, stderr]).toEqual([1, '']);
  });

  it.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
  ])('fails on %s with %d when it finds a warning', async (severity, code) => {
    const result = await runOpsdeck(
      ['lint', 'books/b.md', '--fail-on', severity],
      { cwd },
    );
    expect(result.code).toBe(code);
  });

  it('reads standard input as a runbook', async () => {
    const { code, stdout } = await runOpsdeck(['lint', '-', '--json'], {
      stdin: SECRET,
    });
    expect(JSON.parse(stdout).findings).toMatchObject([
      { id: 'L22', file: '-', line: 4 },
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [['missing.md'], 'not-found', 1],
    [['books/picture.png'], 'not-lintable', 1],
    [[], 'usage', 2],
    [['books', '--fail-on', 'never'], 'usage', 2],
  ])('answers %j with %s', async (args, errorCode, code) => {
    const result = await runOpsdeck(['lint', ...args, '--json'], { cwd });
    expect(JSON.parse(result.stdout).error.code).toBe(errorCode);
    expect(result.code).toBe(code);
  });
});

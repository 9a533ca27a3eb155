import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runOpsdeck, spawnOpsdeck } from './__fixtures__/opsdeck';

const BIN = resolve(__dirname, '../bin/opsdeck');

const GUIDE = [
  '# Guide',
  '',
  '## Daily (Automated)',
  '',
  '- Look at **the board**',
  '',
  '## Rollback',
  '',
  '```bash',
  '# 1. Undo',
  'kubectl delete pod x',
  '```',
  '',
].join('\n');

const EMPTY_TOTALS = {
  task: 0,
  ordered: 0,
  bullet: 0,
  'alert-action': 0,
  'shell-comment': 0,
};

const PREVIEW = {
  checklists: [
    {
      title: 'Daily (Automated)',
      kind: 'maintenance',
      cadence: 'FREQ=DAILY',
      headingPath: ['Guide', 'Daily (Automated)'],
      line: 3,
      steps: [
        {
          text: 'Look at the board',
          line: 5,
          form: 'bullet',
          commands: [],
          children: [],
        },
      ],
    },
    {
      title: 'Rollback',
      kind: 'deployment',
      cadence: null,
      headingPath: ['Guide', 'Rollback'],
      line: 7,
      steps: [
        {
          text: 'Undo',
          line: 10,
          form: 'shell-comment',
          commands: ['kubectl delete pod x'],
          children: [],
        },
      ],
    },
  ],
  totals: { ...EMPTY_TOTALS, bullet: 1, 'shell-comment': 1 },
};

describe('opsdeck', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsdeck-cli-'));
    writeFileSync(join(folder, 'guide.md'), GUIDE);
    mkdirSync(join(folder, 'sub'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe('as an executable', () => {
    it('prints exactly one JSON document', async () => {
      const { code, stdout, stderr } = await spawnOpsdeck(
        BIN,
        ['runbook', 'preview', 'guide.md', '--json'],
        { cwd: folder },
      );
      expect(JSON.parse(stdout)).toEqual(PREVIEW);
      expect([code, stderr]).toEqual([0, '']);
    });

    it('resolves against the folder of the caller', async () => {
      const { code, stdout } = await spawnOpsdeck(
        BIN,
        ['runbook', 'preview', '../guide.md', '--json'],
        { cwd: tmpdir(), env: { INIT_CWD: join(folder, 'sub') } },
      );
      expect(JSON.parse(stdout)).toEqual(PREVIEW);
      expect(code).toBe(0);
    });

    it('reads standard input', async () => {
      const { code, stdout } = await spawnOpsdeck(
        BIN,
        ['runbook', 'preview', '--json', '-'],
        { stdin: GUIDE },
      );
      expect(JSON.parse(stdout)).toEqual(PREVIEW);
      expect(code).toBe(0);
    });

    it('exits with 1 when a file cannot be read', async () => {
      const call = ['runbook', 'preview', 'missing.md'];
      expect(await spawnOpsdeck(BIN, call, { cwd: folder })).toEqual({
        code: 1,
        stdout: '',
        stderr: 'missing.md does not exist.\n',
      });
    });

    it('exits with 2 on wrong usage', async () => {
      const { code, stdout, stderr } = await spawnOpsdeck(BIN, [
        'burn',
        '--json',
      ]);
      expect(JSON.parse(stdout).error.code).toBe('usage');
      expect([code, stderr]).toEqual([2, '']);
    });

    it('refuses what is too long and does not break the pipe', async () => {
      const { code, stdout } = await spawnOpsdeck(
        BIN,
        ['runbook', 'preview', '-', '--json'],
        { stdin: Buffer.alloc(3 * 1024 * 1024, 'a\n') },
      );
      expect(JSON.parse(stdout).error).toMatchObject({
        code: 'document-too-large',
        file: '-',
      });
      expect(code).toBe(1);
    });

    it('ends quietly when the reader of its output goes away', async () => {
      const child = spawn(process.execPath, [BIN, 'runbook', 'preview', '-']);
      const err: Buffer[] = [];
      child.stderr.on('data', data => err.push(data));
      child.stdout.once('data', () => child.stdout.destroy());
      child.stdin.end(`# Daily\n${'- a\n'.repeat(4_000)}`);
      const code = await new Promise(done => child.on('close', done));
      expect([code, Buffer.concat(err).toString()]).toEqual([0, '']);
    });
  });

  describe('runbook preview', () => {
    it('prints a tree for people', async () => {
      const { code, stdout, stderr } = await runOpsdeck(
        ['runbook', 'preview', 'guide.md'],
        { cwd: folder },
      );
      expect(stdout).toBe(
        [
          'guide.md: 2 checklists, 2 steps (1 bullet, 1 shell-comment)',
          '',
          ' 3  Daily (Automated)   (Guide)',
          '    maintenance · FREQ=DAILY · automated · do-confirm',
          ' 5  - Look at the board',
          '',
          ' 7  Rollback   (Guide)',
          '    deployment · manual · read-do',
          '10  - Undo',
          '      $ kubectl delete pod x  DANGER: kubectl delete',
          '',
        ].join('\n'),
      );
      expect([code, stderr]).toEqual([0, '']);
    });

    it('finds nothing in nothing, and that is fine', async () => {
      const { code, stdout } = await runOpsdeck(
        ['runbook', 'preview', '-', '--json'],
        { stdin: '' },
      );
      expect(JSON.parse(stdout)).toEqual({
        checklists: [],
        totals: EMPTY_TOTALS,
      });
      expect(code).toBe(0);
    });

    it('says on standard error what is odd about a document', async () => {
      const { code, stdout, stderr } = await runOpsdeck(
        ['runbook', 'preview', '-', '--json'],
        { stdin: '---\nzone: Nowhere/Land\n---\n# Daily\n- [ ]a\n' },
      );
      expect(JSON.parse(stdout).totals.bullet).toBe(1);
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(
          /^-:2: warning: .*"zone".*\[front-matter-value\]$/,
        ),
        expect.stringMatching(/^-:5: warning: .*\[task-marker-malformed\]$/),
        '',
      ]);
      expect(code).toBe(0);
    });

    it('does not let a document steer the terminal', async () => {
      const { stdout } = await runOpsdeck(['runbook', 'preview', '-'], {
        stdin: '# Daily\n- a \u001b[2Jb\n',
      });
      expect(stdout).toContain('- a [2Jb');
      expect(stdout).not.toContain('\u001b');
    });
  });

  describe('failures', () => {
    it.each([
      ['missing.md', 'not-found', 'missing.md does not exist.'],
      ['guide.md/x', 'not-found', 'guide.md/x does not exist.'],
      ['sub', 'not-a-file', 'sub is a folder; name a file.'],
    ])('explains that %s cannot be read', async (file, errorCode, message) => {
      const asJson = await runOpsdeck(['runbook', 'preview', file, '--json'], {
        cwd: folder,
      });
      expect(JSON.parse(asJson.stdout)).toEqual({
        error: { code: errorCode, message, file, line: null, path: null },
      });
      expect([asJson.code, asJson.stderr]).toEqual([1, '']);

      const asText = await runOpsdeck(['runbook', 'preview', file], {
        cwd: folder,
      });
      expect(asText).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
    });

    it('refuses binary data', async () => {
      const { code, stdout } = await runOpsdeck(
        ['runbook', 'preview', '-', '--json'],
        { stdin: Buffer.alloc(5000, 1) },
      );
      expect(JSON.parse(stdout)).toEqual({
        error: {
          code: 'binary-content',
          message: expect.stringContaining('binary'),
          file: '-',
          line: 1,
          path: null,
        },
      });
      expect(code).toBe(1);
    });

    it.each([
      [['runbook', 'preview'], "missing required argument 'file'"],
      [['runbook', 'preview', 'a', 'b'], 'too many arguments'],
      [['runbook', 'preview', 'a', '--loud'], "unknown option '--loud'"],
      [['runbook', 'burn', 'a'], "unknown command 'burn'"],
      [['burn'], "unknown command 'burn'"],
      [[], 'Name a command'],
      [['runbook'], 'Name a command'],
    ])('answers wrong usage %j with 2', async (args, message) => {
      const asJson = await runOpsdeck([...args, '--json']);
      const { error } = JSON.parse(asJson.stdout);
      expect(error).toMatchObject({ code: 'usage', file: null, line: null });
      expect([asJson.code, asJson.stderr]).toEqual([2, '']);

      const asText = await runOpsdeck(args);
      expect(asText).toMatchObject({ code: 2, stdout: '' });
      expect(asText.stderr).toContain(message);
    });

    it('names a file that this user may not read', async () => {
      const file = join(folder, 'secret.md');
      writeFileSync(file, 'x');
      chmodSync(file, 0o000);
      const isRoot = process.getuid?.() === 0;
      const { code, stdout } = await runOpsdeck([
        'runbook',
        'preview',
        file,
        '--json',
      ]);
      // Root reads everything, so there the file is simply read.
      expect(code).toBe(isRoot ? 0 : 1);
      expect(JSON.parse(stdout).error?.code).toBe(
        isRoot ? undefined : 'not-readable',
      );
    });
  });

  it.each([
    [['--help']],
    [['runbook', '--help']],
    [['runbook', 'preview', '--help']],
  ])('explains itself on %j', async args => {
    const { code, stdout, stderr } = await runOpsdeck(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: opsdeck/);
  });
});

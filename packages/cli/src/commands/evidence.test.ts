import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  sealHeader,
  sealRecord,
  type EvidenceRecord,
} from '@opsdeck/backstage-plugin-operations-common';
import { runOpsdeck, spawnOpsdeck } from '../__fixtures__/opsdeck';

const BIN = resolve(__dirname, '../../bin/opsdeck');
const AT = '2026-11-20T10:00:00.000Z';
const textOf = (all: string[]) => all.map(line => `${line}\n`).join('');
const sha256 = (text: string) => hash('sha256', text, 'hex');

describe('opsdeck evidence verify', () => {
  let folder: string;
  let lines: string[];
  let records: EvidenceRecord[];
  let head: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'opsdeck-evidence-'));
    records = [];
    lines = [];
    for (let seq = 1; seq <= 3; seq++) {
      const previous = records[seq - 2]?.hash ?? null;
      const sealed = await sealRecord(
        { at: AT, kind: 'step', actor: 'user:default/dana', method: 'manual' },
        { stream: 'run:42', seq, previous },
        sha256,
      );
      records.push(sealed.value);
      lines.push(sealed.line);
    }
    const header = await sealHeader(
      [
        {
          stream: 'run:42',
          records: 3,
          head: records[2].hash,
          prunedAt: null,
        },
        { stream: 'run:7', records: 9, head: 'a'.repeat(64), prunedAt: AT },
      ],
      new Date(AT),
      sha256,
    );
    head = header.value.head;
    lines = [header.line, ...lines];
    writeFileSync(join(folder, 'run.jsonl'), textOf(lines));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (args: string[], stdin: string | Buffer = textOf(lines)) =>
    runOpsdeck(['evidence', 'verify', ...args], { cwd: folder, stdin });
  const findingsIn = async (stdin: string | Buffer, args: string[] = []) => {
    const { code, stdout, stderr } = await verify(
      ['-', '--json', ...args],
      stdin,
    );
    expect([code, stderr]).toEqual([1, '']);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual(['findings']);
    return document.findings;
  };

  it('says of a sound file what is in it, and what it cannot show', async () => {
    const { code, stdout, stderr } = await verify(['run.jsonl', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      version: 1,
      exportedAt: AT,
      head,
      records: 3,
      streams: [
        { stream: 'run:42', records: 3, head: records[2].hash, prunedAt: null },
        { stream: 'run:7', records: 9, head: 'a'.repeat(64), prunedAt: AT },
      ],
      keptHeads: [],
      note: expect.stringContaining('cut off at the end'),
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('says it in words', async () => {
    const { code, stdout, stderr } = await verify(['run.jsonl']);
    expect(stdout.split('\n')).toEqual([
      `run.jsonl: sound, 3 records in 2 streams, exported at ${AT}, head ${head}`,
      `  run:42: 3 records, head ${records[2].hash}`,
      `  run:7: 9 records, removed at ${AT}, head was ${'a'.repeat(64)}`,
      '',
      expect.stringContaining('give it with --head'),
      '',
    ]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('holds the file against hashes that were kept elsewhere', async () => {
    const { code, stdout } = await verify([
      'run.jsonl',
      '--head',
      records[1].hash.toUpperCase(),
      '--head',
      head,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      `kept hash ${records[1].hash} is record 2 of run:42`,
    );
    expect(stdout).toContain(`kept hash ${head} is that of this very export`);
    expect(stdout).not.toContain('give it with --head');
  });

  it('finds a kept hash that is not there', async () => {
    const gone = 'b'.repeat(64);
    expect(await findingsIn(textOf(lines), ['--head', gone])).toEqual([
      {
        id: 'evidence-kept-head-not-found',
        severity: 'error',
        message: expect.stringContaining(gone),
        file: '-',
        line: null,
        path: null,
        fix: expect.stringContaining('cut off'),
      },
    ]);
  });

  it('names the first broken record', async () => {
    const forged = lines.map((line, n) =>
      n >= 2 ? line.replace('dana', 'olga') : line,
    );
    expect(await findingsIn(textOf(forged))).toEqual([
      {
        id: 'evidence-hash-mismatch',
        severity: 'error',
        message: expect.stringContaining('line 3 was changed'),
        file: '-',
        line: 3,
        path: 'run:42#2',
        fix: expect.stringContaining('Export it again'),
      },
    ]);
  });

  it('says it in words, with what to do', async () => {
    writeFileSync(join(folder, 'cut.jsonl'), textOf(lines.slice(0, -1)));
    const { code, stdout, stderr } = await verify(['cut.jsonl']);
    expect(stdout.split('\n')).toEqual([
      'cut.jsonl: error: The file ends before record 3 of run:42; its first line announces 3. [evidence-truncated]',
      expect.stringMatching(/^ {2}Export it again/),
      '',
    ]);
    expect([code, stderr]).toEqual([1, '']);
  });

  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'evidence-empty'],
    ['prose', 'Dear auditor,\n', 'evidence-malformed-json'],
    ['another JSON', '{"runs":[]}\n', 'evidence-no-header'],
    ['binary data', Buffer.from([0, 255, 10, 0]), 'evidence-not-utf8'],
    ['an endless line', Buffer.alloc(17 << 20, 97), 'evidence-line-too-long'],
  ])('makes one clear finding of %s', async (_what, stdin, id) => {
    expect(await findingsIn(stdin)).toEqual([
      expect.objectContaining({ id, fix: expect.any(String) }),
    ]);
  });

  it.each([
    ['missing.jsonl', 'not-found'],
    ['.', 'not-a-file'],
  ])('explains that %s cannot be read', async (file, code) => {
    const result = await verify([file, '--json']);
    expect(JSON.parse(result.stdout).error).toMatchObject({ code, file });
    expect(result.code).toBe(1);
  });

  it.each(['', 'abc', 'g'.repeat(64)])(
    'takes %j for wrong usage as a hash',
    async value => {
      const result = await verify(['-', '--json', '--head', value]);
      expect(JSON.parse(result.stdout).error).toMatchObject({ code: 'usage' });
      expect(result.code).toBe(2);
    },
  );

  it('does not let a file steer the terminal', async () => {
    const { stdout } = await verify(
      ['-'],
      textOf([lines[0], '{"version":"\\u001b[2J"}']),
    );
    expect(stdout).toContain('evidence-unknown-version');
    expect(stdout).not.toContain('\u001b');
  });

  describe('as an executable', () => {
    it('reads a pipe', async () => {
      const { code, stdout } = await spawnOpsdeck(
        BIN,
        ['evidence', 'verify', '-', '--json'],
        { stdin: textOf(lines) },
      );
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, records: 3 });
      expect(code).toBe(0);
    });

    it('stops at the first finding although the pipe goes on', async () => {
      const child = spawn(process.execPath, [BIN, 'evidence', 'verify', '-']);
      const out: Buffer[] = [];
      child.stdout.on('data', data => out.push(data));
      child.stdin.on('error', () => {
        // The reader has gone: that is what this is about.
      });
      child.stdin.write('rubbish\n');
      const code = await new Promise(done => child.on('close', done));
      child.stdin.destroy();
      expect(Buffer.concat(out).toString()).toContain(
        'evidence-malformed-json',
      );
      expect(code).toBe(1);
    });
  });
});

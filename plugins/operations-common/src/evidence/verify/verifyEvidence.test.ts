import fc from 'fast-check';
import {
  DRAFT,
  EXPORTED_AT,
  MadeExport,
  bytesOf,
  makeExport,
  nodeSha256,
} from '../__testUtils__/exports';
import { MAX_EVIDENCE_BYTES } from '../record';
import { sealHeader } from '../seal';
import { verifyEvidence } from './verifyEvidence';

const verify = (
  chunks: Parameters<typeof verifyEvidence>[0],
  keptHeads: string[] = [],
) => verifyEvidence(chunks, { sha256: nodeSha256, keptHeads });
const verifyText = (text: string) => verify([new TextEncoder().encode(text)]);

const DRAFTS = Array.from({ length: 4 }, () => DRAFT);

describe('verifyEvidence', () => {
  let made: MadeExport;
  beforeAll(async () => {
    made = await makeExport({ 'run:1': DRAFTS, 'run:2': DRAFTS });
  });

  it('says what is in a sound export', async () => {
    const { records, streams } = made;
    expect(await verify([bytesOf(made.lines)], [records[1].hash])).toEqual({
      ok: true,
      header: {
        format: 'opsdeck-evidence',
        version: 1,
        exportedAt: EXPORTED_AT.toISOString(),
        streams,
        head: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      records: 8,
      keptHeads: [{ head: records[1].hash, stream: 'run:1', seq: 2 }],
      findings: [],
    });
  });

  it('takes corrections, and streams whose records were removed', async () => {
    const { lines, streams, records } = await makeExport({
      'run:1': [DRAFT, { ...DRAFT, corrects: 1 }],
    });
    const pruned = {
      stream: 'run:0',
      records: 7,
      head: 'a'.repeat(64),
      prunedAt: '2026-11-20T10:00:00.000Z',
    };
    const last = { ...pruned, stream: 'run:2', head: 'b'.repeat(64) };
    const header = await sealHeader(
      [pruned, ...streams, last],
      EXPORTED_AT,
      nodeSha256,
    );
    const bytes = bytesOf([header.line, ...lines.slice(1)]);
    const heads = [header.value.head, pruned.head, records[1].hash];
    expect(await verify([bytes], heads)).toMatchObject({
      ok: true,
      records: 2,
      keptHeads: [
        { head: header.value.head, stream: null, seq: null },
        { head: pruned.head, stream: 'run:0', seq: 7 },
        { head: records[1].hash, stream: 'run:1', seq: 2 },
      ],
    });
  });

  it('names every kept hash that is not there', async () => {
    const heads = ['a'.repeat(64), 'b'.repeat(64)];
    const { ok, findings } = await verify([bytesOf(made.lines)], heads);
    expect(ok).toBe(false);
    expect(findings.map(({ fault }) => fault)).toEqual([
      'kept-head-not-found',
      'kept-head-not-found',
    ]);
  });

  it('counts what was in order before the first finding', async () => {
    const lines = made.lines.filter((_, index) => index !== 6);
    expect(await verify([bytesOf(lines)])).toMatchObject({
      ok: false,
      records: 5,
      findings: [
        {
          fault: 'missing-record',
          message:
            'Record 2 of run:2 is missing: line 7 has record 3 of run:2 in its place.',
          line: 7,
          stream: 'run:2',
          seq: 2,
        },
      ],
    });
  });

  it('tells a missing record from one that was moved past rubbish', async () => {
    const [header, first, second, ...rest] = made.lines;
    const moved = [header, first, ...rest, 'rubbish', second];
    expect((await verify([bytesOf(moved)])).findings).toMatchObject([
      {
        fault: 'moved-record',
        message:
          'Record 2 of run:1 stands on line 10; line 3 has record 3 of run:1 in its place.',
      },
    ]);
  });

  it.each<[string, (lines: string[]) => string, string, RegExp]>([
    ['nothing', () => '', 'empty', /empty/],
    ['a blank line', () => '\n', 'malformed-json', /Line 1 is empty/],
    ['prose', () => 'Dear Sir or Madam\n', 'malformed-json', /not a JSON/],
    ['another JSON', () => '{"a":1}\n', 'no-header', /"format"/],
    ['a list', () => '[]\n', 'malformed-json', /not a JSON object/],
    ['a byte order mark', ls => `\ufeff${ls[0]}\n`, 'malformed-json', /Line 1/],
    [
      'Windows line ends',
      ls => ls.map(line => `${line}\r\n`).join(''),
      'not-canonical',
      /line ends/,
    ],
    [
      'a later version',
      ls => `${ls[0].replace('"version":1', '"version":2')}\n`,
      'unknown-version',
      /version 2; this verifier knows version 1/,
    ],
    [
      'a later version of a record',
      ls => `${ls[0]}\n${ls[1].replace('"version":1', '"version":2')}\n`,
      'unknown-version',
      /Line 2/,
    ],
    [
      'a key that is there twice',
      ls => `${ls[0]}\n${ls[1].replace('{', '{"actor":"user:default/x",')}\n`,
      'not-canonical',
      /repeated key/,
    ],
    [
      'an inexact number',
      ls => `${ls[0]}\n${ls[1].replace('"answer":null', '"answer":1e400')}\n`,
      'not-canonical',
      /Line 2/,
    ],
    [
      'a key that nobody knows',
      ls => `${ls[0]}\n${JSON.stringify({ a: 1, version: 1 })}\n`,
      'malformed-record',
      /not a record of evidence/,
    ],
    [
      'a line that is deeply nested',
      ls => `${ls[0]}\n{"a":${'['.repeat(9e4)}${']'.repeat(9e4)}}\n`,
      'not-canonical',
      /Line 2/,
    ],
    [
      'a line that is too long',
      ls => `${ls[0]}\n${'x'.repeat(MAX_EVIDENCE_BYTES + 1)}`,
      'line-too-long',
      /Line 2 is longer than 262144 bytes/,
    ],
  ])('makes a clear finding of %s', async (_what, change, fault, message) => {
    const { ok, findings } = await verifyText(change(made.lines));
    expect(ok).toBe(false);
    expect(findings).toEqual([
      expect.objectContaining({
        fault,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it('stops reading at a line that has no end', async () => {
    let chunks = 0;
    function* endless() {
      for (;;) {
        chunks++;
        yield new Uint8Array(1024 * 1024).fill(0x61);
      }
    }
    const { findings } = await verify(endless());
    expect(findings).toMatchObject([{ fault: 'line-too-long', line: 1 }]);
    expect(chunks).toBe(17);
  });

  it('survives any bytes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.boolean(),
        async (noise, afterHeader) => {
          const start = afterHeader ? [bytesOf([made.lines[0]])] : [];
          const report = await verify([...start, ...noise]);
          expect(report.ok).toBe(false);
          expect(report.findings).toHaveLength(1);
        },
      ),
      { numRuns: 1000 },
    ));

  it('does not take a failure to read for a finding', async () => {
    async function* failing() {
      yield bytesOf(made.lines.slice(0, 2));
      throw new Error('disk gone');
    }
    await expect(verify(failing())).rejects.toThrow('disk gone');
  });
});

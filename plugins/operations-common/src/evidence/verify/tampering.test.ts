import fc from 'fast-check';
import {
  MadeExport,
  anyDrafts,
  bytesOf,
  makeExport,
  nodeSha256,
} from '../__testUtils__/exports';
import { EvidenceRecord } from '../record';
import { hashWithout, sealHeader } from '../seal';
import { canonicalJson } from '../canonicalJson';
import { verifyEvidence } from './verifyEvidence';

const RUNS = { numRuns: 300 };

const verify = (bytes: Uint8Array, keptHeads: string[] = []) =>
  verifyEvidence([bytes], { sha256: nodeSha256, keptHeads });

const anyExport = anyDrafts.map(drafts => () => makeExport(drafts));

/** A sound export, and two numbers to choose places in it by. */
const checkTampered = (
  check: (made: MadeExport, a: number, b: number) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(anyExport, fc.nat(), fc.nat(), async (make, a, b) =>
      check(await make(), a, b),
    ),
    RUNS,
  );

/** The one finding of a tampered file. */
async function findingOf(bytes: Uint8Array) {
  const report = await verify(bytes);
  expect(report.ok).toBe(false);
  expect(report.findings).toHaveLength(1);
  return report.findings[0];
}

/** The record with changes and a hash that fits them. */
async function remade(
  record: EvidenceRecord,
  changes: Partial<EvidenceRecord>,
): Promise<string> {
  const changed = { ...record, ...changes };
  const hash = await hashWithout('hash', changed, nodeSha256);
  return canonicalJson({ ...changed, hash });
}

const placeOf = ({ stream, seq }: EvidenceRecord) => ({ stream, seq });

/** What to find when the line at `from` was put in once more at `to`. */
function findingOfTwice(records: EvidenceRecord[], from: number, to: number) {
  // The header twice, or a record before it.
  if (to === 0) return { line: from === 0 ? 2 : 1 };
  if (from === 0) return { fault: 'malformed-record', line: to + 1 };
  if (to < from) {
    return { fault: 'moved-record', ...placeOf(records[to - 1]), line: to + 1 };
  }
  return {
    fault: 'duplicate-record',
    ...placeOf(records[from - 1]),
    // Beside the original, the second of the two is the one too many.
    line: Math.max(to, from + 1) + 1,
  };
}

/** What to find in the beginning of a file. */
function findingOfCut(records: EvidenceRecord[], left: Uint8Array) {
  if (left.length === 0) return { fault: 'empty', line: null };
  const whole = left.filter(byte => byte === 0x0a).length;
  return left[left.length - 1] === 0x0a
    ? { fault: 'truncated', ...placeOf(records[whole - 1]) }
    : { fault: 'unfinished-line', line: whole + 1 };
}

describe('an export that was tampered with', () => {
  it('is sound before, in chunks of any size', () =>
    checkTampered(async ({ lines, records }, a) => {
      const bytes = bytesOf(lines);
      const size = 1 + (a % 200);
      const chunks: Uint8Array[] = [];
      for (let i = 0; i < bytes.length; i += size) {
        chunks.push(bytes.subarray(i, i + size));
      }
      const report = await verifyEvidence(chunks, { sha256: nodeSha256 });
      expect(report).toMatchObject({ ok: true, findings: [] });
      expect(report.records).toBe(records.length);
    }));

  it('is found out by any byte that was changed, on its line', () =>
    fc.assert(
      fc.asyncProperty(
        anyExport,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (make, a, mask) => {
          const bytes = bytesOf((await make()).lines);
          const index = a % bytes.length;
          const line = bytes
            .subarray(0, index)
            .reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
          bytes[index] = bytes[index] ^ mask;
          expect(await findingOf(bytes)).toMatchObject({ line });
        },
      ),
      { numRuns: 2000 },
    ));

  it('is found out by any line that was taken out', () =>
    checkTampered(async ({ lines, records }, a) => {
      const gone = a % lines.length;
      const rest = lines.filter((_, index) => index !== gone);
      const record = records[gone - 1];
      const isLast = gone === records.length;
      expect(await findingOf(bytesOf(rest))).toMatchObject(
        record
          ? {
              fault: isLast ? 'truncated' : 'missing-record',
              ...placeOf(record),
              line: isLast ? null : gone + 1,
            }
          : { fault: 'no-header', line: 1 },
      );
    }));

  it('is found out by any two lines that were swapped', () =>
    checkTampered(async ({ lines, records }, a, b) => {
      const [i, j] = [a % lines.length, b % lines.length].sort((x, y) => x - y);
      if (i === j) return;
      const swapped = [...lines];
      [swapped[i], swapped[j]] = [swapped[j], swapped[i]];
      expect(await findingOf(bytesOf(swapped))).toMatchObject(
        i === 0
          ? { fault: 'no-header', line: 1 }
          : {
              fault: 'moved-record',
              ...placeOf(records[i - 1]),
              line: i + 1,
            },
      );
    }));

  it('is found out by any line that is there twice', () =>
    checkTampered(async ({ lines, records }, a, b) => {
      const from = a % lines.length;
      const to = b % (lines.length + 1);
      const more = [...lines.slice(0, to), lines[from], ...lines.slice(to)];
      expect(await findingOf(bytesOf(more))).toMatchObject(
        findingOfTwice(records, from, to),
      );
    }));

  it.each<[keyof EvidenceRecord, (record: EvidenceRecord) => unknown]>([
    ['at', ({ at }) => at.replace(/^20/, '19')],
    ['kind', ({ kind }) => `${kind}!`],
    ['actor', ({ actor }) => (actor === null ? 'user:default/x' : null)],
    ['groups', ({ groups }) => [...groups, 'group:default/z']],
    ['method', ({ method }) => (method === 'manual' ? 'imported' : 'manual')],
    ['details', ({ details }) => ({ ...details, forged: true })],
    ['query', ({ query }) => [query]],
    ['answer', ({ answer }) => [answer]],
    ['previous', ({ previous }) => previous && 'f'.repeat(64)],
  ])('is found out by %s with a hash that was made anew', (field, change) =>
    checkTampered(async ({ lines, records }, a) => {
      const index = a % records.length;
      const record = records[index];
      const value = change(record);
      if (value === record[field]) return;
      const forged = [...lines];
      forged[index + 1] = await remade(record, { [field]: value });
      const last = records[index + 1]?.stream !== record.stream;
      expect(await findingOf(bytesOf(forged))).toMatchObject({
        fault:
          last && field !== 'previous' ? 'head-mismatch' : 'changed-record',
        ...placeOf(record),
        line: index + 2,
      });
    }),
  );

  it('is found out by a record that says it is another', () =>
    checkTampered(async ({ lines, records }, a, b) => {
      const index = a % records.length;
      const record = records[index];
      const other = b % 2 ? { stream: 'run:x' } : { seq: record.seq + 1 };
      const forged = [...lines];
      forged[index + 1] = await remade(record, {
        ...other,
        previous: record.previous ?? (b % 2 ? null : 'f'.repeat(64)),
      });
      expect(await findingOf(bytesOf(forged))).toMatchObject({
        line: index + 2,
      });
    }));

  it('is found out by a header that announces something else', () =>
    checkTampered(async ({ lines, streams, records }, a, b) => {
      const at = a % streams.length;
      const changes = [
        { records: streams[at].records + 1 },
        { head: 'f'.repeat(64) },
        { stream: 'run:other' },
        { prunedAt: '2026-11-20T10:00:00.000Z' },
      ];
      const header = await sealHeader(
        streams.map((one, n) =>
          n === at ? { ...one, ...changes[b % changes.length] } : one,
        ),
        new Date(0),
        nodeSha256,
      );
      const finding = await findingOf(
        bytesOf([header.line, ...lines.slice(1)]),
      );
      const first = records.find(({ stream }) => stream === streams[at].stream);
      expect(finding).toMatchObject(
        [
          { seq: streams[at].records + 1 },
          { fault: 'head-mismatch', seq: streams[at].records },
          { fault: 'unannounced-stream', ...placeOf(first!) },
          { fault: 'pruned-stream', ...placeOf(first!) },
        ][b % changes.length],
      );
    }));

  it('is found out wherever it was cut off', () =>
    checkTampered(async ({ lines, records }, a) => {
      const bytes = bytesOf(lines);
      const length = a % bytes.length;
      const left = bytes.subarray(0, length);
      expect(await findingOf(left)).toMatchObject(findingOfCut(records, left));
    }));

  it('cannot be found out when all of it was made anew, but for a hash that was kept elsewhere', () =>
    checkTampered(async ({ lines, records, streams }, a) => {
      const last = streams[streams.length - 1];
      if (last.records === 1) return;
      const left = 1 + (a % (last.records - 1));
      const cut = last.records - left;
      const kept = records.slice(0, -cut);
      const header = await sealHeader(
        [
          ...streams.slice(0, -1),
          { ...last, records: left, head: kept[kept.length - 1].hash },
        ],
        new Date(0),
        nodeSha256,
      );
      const bytes = bytesOf([header.line, ...lines.slice(1, -cut)]);
      expect(await verify(bytes)).toMatchObject({ ok: true });
      // A hash of what is left proves that much; the old head shows the rest is gone.
      const early = kept[kept.length - 1];
      expect(await verify(bytes, [early.hash])).toMatchObject({
        ok: true,
        keptHeads: [{ head: early.hash, ...placeOf(early) }],
      });
      expect(await verify(bytes, [early.hash, last.head])).toMatchObject({
        ok: false,
        findings: [{ fault: 'kept-head-not-found' }],
      });
    }));
});

import { DRAFT, makeExport, nodeSha256 } from './__testUtils__/exports';
import { EvidenceDraft } from './record';
import { sealHeader, sealRecord } from './seal';

const FIRST = { stream: 'run:42', seq: 1, previous: null };

const seal = (draft: Partial<EvidenceDraft>, position = FIRST) =>
  sealRecord({ ...DRAFT, ...draft }, position, nodeSha256);

describe('sealRecord', () => {
  it('adds what the draft leaves out, and the hash', async () => {
    const { value, line } = await seal({});
    expect(value).toEqual({
      version: 1,
      ...FIRST,
      ...DRAFT,
      corrects: null,
      query: null,
      answer: null,
      // Computed by another implementation, in Python.
      hash: '8d0ec08ac751fb07f83680f700228afb1d356cb95826272a723127b1f9bc6dfc',
    });
    expect(JSON.parse(line)).toEqual(value);
  });

  it('sorts the groups, each once', async () => {
    const { value } = await seal({ groups: ['b', 'a', 'b'] });
    expect(value.groups).toEqual(['a', 'b']);
  });

  it.each<[string, Partial<EvidenceDraft>, string]>([
    ['a time without milliseconds', { at: '2026-11-20T10:00:00Z' }, 'at'],
    ['a local time', { at: '2026-11-20T10:00:00.000+01:00' }, 'at'],
    ['no kind', { kind: '' }, 'kind'],
    ['a correction of itself', { corrects: 1 }, 'corrects'],
    ['a number that is none', { answer: { n: NaN } }, 'not a finite number'],
    ['an inexact integer', { details: { n: 2 ** 60 } }, 'beyond 2^53'],
    ['half a character', { details: { note: '\ud800' } }, 'half of a char'],
  ])('refuses %s', async (_what, draft, message) => {
    await expect(seal(draft)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });

  it.each(['run', 'Run:1', 'run:', 'run:a b', `run:${'x'.repeat(200)}`])(
    'refuses the stream %j',
    async stream => {
      await expect(seal({}, { ...FIRST, stream })).rejects.toThrow('stream');
    },
  );

  it('refuses a link where none can be, and none where one must be', async () => {
    const hash = 'a'.repeat(64);
    await expect(
      sealRecord(DRAFT, { ...FIRST, previous: hash }, nodeSha256),
    ).rejects.toThrow('previous');
    await expect(seal({}, { ...FIRST, seq: 2 })).rejects.toThrow('previous');
  });

  it('keeps 256 KiB and no more', async () => {
    const { line } = await seal({ details: { note: '' } });
    const room = 256 * 1024 - Buffer.byteLength(line);
    await expect(
      seal({ details: { note: 'x'.repeat(room) } }),
    ).resolves.toBeDefined();
    await expect(
      seal({ details: { note: 'x'.repeat(room + 1) } }),
    ).rejects.toThrow('is 262145 bytes long; at most 262144 are kept');
    // Bytes, not characters.
    await expect(
      seal({ details: { note: 'ö'.repeat(room - 1) } }),
    ).rejects.toThrow('bytes long');
  });
});

describe('sealHeader', () => {
  it('refuses more streams than one line can name', async () => {
    const many = Array.from({ length: 150_000 }, (_, n) => ({
      stream: `run:${n}`,
      records: 1,
      head: 'a'.repeat(64),
      prunedAt: null,
    }));
    await expect(sealHeader(many, new Date(), nodeSha256)).rejects.toThrow(
      /^The first line of the export is \d+ bytes long/,
    );
  });

  it('refuses nothing, and a stream that is named twice', async () => {
    const { streams } = await makeExport({ 'run:1': [DRAFT] });
    await expect(sealHeader([], new Date(), nodeSha256)).rejects.toThrow(
      'streams',
    );
    await expect(
      sealHeader([...streams, ...streams], new Date(), nodeSha256),
    ).rejects.toThrow('must name each stream once');
  });
});

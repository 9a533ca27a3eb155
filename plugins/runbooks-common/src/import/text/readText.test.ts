import { ProblemList } from '../problems';
import { DEFAULT_MAX_BYTES, readText } from './readText';

function read(input: string | Uint8Array, maxBytes = DEFAULT_MAX_BYTES) {
  const problems = new ProblemList();
  const text = readText(input, maxBytes, problems);
  return { text, codes: problems.sorted().map(({ code }) => code) };
}

describe('readText', () => {
  it.each([
    ['a\r\nb\rc\n', 'a\nb\nc\n'],
    ['\uFEFFa', 'a'],
    ['', ''],
  ])('normalises %j', (input, text) => {
    expect(read(input)).toEqual({ text, codes: [] });
  });

  it.each(['utf-16le', 'utf-16be'] as const)('reads %s', encoding => {
    const bytes = Buffer.from('\uFEFF# Täglich', 'utf16le');
    const input = encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16();
    expect(read(input)).toEqual({ text: '# Täglich', codes: [] });
  });

  it('reads Windows-1252 with a warning', () => {
    expect(read(Uint8Array.from([0x63, 0x61, 0x66, 0xe9]))).toEqual({
      text: 'café',
      codes: ['not-utf8'],
    });
  });

  it('allows the escape sequences of pasted terminal output', () => {
    const text = '\u001b[31mred\u001b[0m '.repeat(20);
    expect(read(text)).toEqual({ text, codes: [] });
  });

  it('refuses binary data', () => {
    expect(read('\u0000\u0001\u0002'.repeat(100))).toEqual({
      text: null,
      codes: ['binary-content'],
    });
  });

  it('counts bytes, not characters', () => {
    expect(read('ééé', 6).codes).toEqual([]);
    expect(read('ééé', 5).codes).toEqual(['document-too-large']);
  });

  it('names the repair of doubly encoded text', () => {
    expect(read('ok\nâœ… done')).toEqual({
      text: 'ok\n✅ done',
      codes: ['mojibake-repaired'],
    });
  });
});

import { repairMojibake } from './mojibake';

/** Decodes the UTF-8 bytes of a text as Windows-1252, as careless tools do. */
function garble(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
}

describe('repairMojibake', () => {
  it.each([
    'Zürich – “quoted” …',
    '✅ done 🔧',
    'São Paulo, Łódź, Ελλάδα, Москва',
    'Überprüfung der Sicherung',
  ])('undoes double encoding of %j', text => {
    expect(repairMojibake(garble(text)).text).toBe(text);
  });

  it('undoes it when it happened twice', () => {
    const text = 'naïve – façade';
    expect(repairMojibake(garble(garble(text))).text).toBe(text);
  });

  it('undoes what a decoder of ISO-8859-1 made', () => {
    const text = 'café ✅';
    const bytes = new TextEncoder().encode(text);
    const latin1 = Array.from(bytes, byte => String.fromCharCode(byte)).join(
      '',
    );
    expect(repairMojibake(latin1).text).toBe(text);
  });

  it.each([
    'Zürich – “quoted” …',
    'é à ü ÄÖÜ ß',
    'le café—“noir”',
    'NÃO é possível',
    '✅ done 🔧',
    '日本語',
    '°C ±5 µs',
  ])('leaves the sound text %j alone', text => {
    expect(repairMojibake(text)).toEqual({ text, repaired: 0, line: 1 });
  });

  it('repairs only what is broken, and says where', () => {
    const text = `fine ✅\nstill – fine\n${garble('–')} broken`;
    expect(repairMojibake(text)).toEqual({
      text: 'fine ✅\nstill – fine\n– broken',
      repaired: 1,
      line: 3,
    });
  });
});

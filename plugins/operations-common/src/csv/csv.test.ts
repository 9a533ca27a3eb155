import { toCsv } from './csv';

function oneCell(value: string | number | boolean | null | undefined) {
  return toCsv([{ title: 'v', value: () => value }], [{}]).split('v\r\n')[1];
}

describe('toCsv', () => {
  it('has a header and ends every line with CRLF', () => {
    const rows = [
      { name: 'orders', minutes: 47 },
      { name: 'media', minutes: 0 },
    ];
    expect(
      toCsv(
        [
          { title: 'Service', value: row => row.name },
          { title: 'Exposure, min', value: row => row.minutes },
        ],
        rows,
      ),
    ).toBe('Service,"Exposure, min"\r\norders,47\r\nmedia,0\r\n');
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [null, ''],
    [undefined, ''],
    [0, '0'],
    [-5, '-5'],
    [false, 'false'],
  ])('writes %j as %j', (value, cell) => {
    expect(oneCell(value)).toBe(`${cell}\r\n`);
  });

  it.each([
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+1', "'+1"],
    ['-1+cmd', "'-1+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
  ])('does not let %j become a formula', (value, cell) => {
    expect(oneCell(value)).toBe(`${cell}\r\n`);
  });
});

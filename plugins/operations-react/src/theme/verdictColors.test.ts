import { darkTheme, lightTheme } from '@backstage/theme';
import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import { blend, contrastRatio, parseHex } from '../__testUtils__/contrast';
import { CHIP_TINT, verdictColor } from './verdictColors';

describe.each([
  ['light', lightTheme],
  ['dark', darkTheme],
])('in the %s theme', (_name, theme) => {
  const backgrounds = [
    theme.palette.background.default,
    theme.palette.background.paper,
  ];

  it.each([...VERDICTS, null])('%s is readable on page and card', verdict => {
    const color = parseHex(verdictColor(theme, verdict));
    for (const background of backgrounds) {
      const plain = parseHex(background);
      expect(contrastRatio(color, plain)).toBeGreaterThanOrEqual(4.5);
      const chip = blend(color, plain, CHIP_TINT);
      expect(contrastRatio(color, chip)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('gives every verdict its own colour', () => {
    const colors = VERDICTS.map(verdict => verdictColor(theme, verdict));
    expect(new Set(colors).size).toBe(VERDICTS.length);
  });
});

it('knows that black on white is 21:1', () => {
  expect(contrastRatio(parseHex('#000'), parseHex('#ffffff'))).toBeCloseTo(21);
});

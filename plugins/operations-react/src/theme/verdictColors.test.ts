import { darkTheme, lightTheme } from '@backstage/theme';
import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import { contrastRatio, parseColor, parseHex } from '../__testUtils__/contrast';
import { chipBackground, quietTextColor, verdictColor } from './verdictColors';

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
      const ratio = contrastRatio(color, parseHex(background));
      expect(ratio).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(VERDICTS)('%s is readable on its chip', verdict => {
    const [red, green, blue, opacity] = parseColor(
      chipBackground(theme, verdict),
    );
    expect(opacity).toBe(1);
    const color = parseHex(verdictColor(theme, verdict));
    expect(contrastRatio(color, [red, green, blue])).toBeGreaterThanOrEqual(
      4.5,
    );
  });

  it('quiet text is readable too', () => {
    for (const background of backgrounds) {
      expect(
        contrastRatio(parseHex(quietTextColor(theme)), parseHex(background)),
      ).toBeGreaterThanOrEqual(4.5);
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

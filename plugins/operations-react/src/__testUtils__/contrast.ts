import { darkTheme, lightTheme } from '@backstage/theme';

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb` or `#rgb`. @throws Error for any other notation. */
export function parseHex(color: string): Rgb {
  const long = color.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(long);
  if (!match) throw new Error(`"${color}" is not a colour like #1a2b3c`);
  return [
    parseInt(match[1], 16),
    parseInt(match[2], 16),
    parseInt(match[3], 16),
  ];
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map(channel => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Reads `rgb(…)` or `rgba(…)` as browsers compute it, with its opacity; nothing is transparent. */
export function parseColor(
  color: string,
): readonly [red: number, green: number, blue: number, opacity: number] {
  if (color === '' || color === 'transparent') return [0, 0, 0, 0];
  const numbers = /^rgba?\(([^)]*)\)$/.exec(color)?.[1].split(',').map(Number);
  if (!numbers || numbers.length < 3 || numbers.some(Number.isNaN)) {
    throw new Error(`"${color}" is not a computed colour`);
  }
  const [red, green, blue, opacity = 1] = numbers;
  return [red, green, blue, opacity];
}

/** Contrast of an element's text on its own background, or else on a card of the theme. */
export function renderedContrast(
  element: Element,
  theme: 'light' | 'dark',
): number {
  const { palette } = theme === 'dark' ? darkTheme : lightTheme;
  const style = getComputedStyle(element);
  const [red, green, blue, opacity] = parseColor(style.backgroundColor);
  const background: Rgb =
    opacity === 1 ? [red, green, blue] : parseHex(palette.background.paper);
  const text = parseColor(style.color);
  return contrastRatio([text[0], text[1], text[2]], background);
}

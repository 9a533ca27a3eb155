import { Theme, decomposeColor } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';

/** The colour of a thing for which nothing is declared. */
export type VerdictTone = Verdict | 'undeclared';

/**
 * Text colours with at least 4.5:1 against every background that Backstage's
 * own themes use for pages and cards, also below the tint of a chip (WCAG 2.2,
 * 1.4.3). Backstage's status colours are made for dots and reach only 2:1.
 */
const COLORS: Record<'light' | 'dark', Record<VerdictTone, string>> = {
  light: {
    met: '#17652f',
    'at-risk': '#8a4600',
    breached: '#b3141f',
    unknown: '#4b5563',
    undeclared: '#5c6670',
  },
  dark: {
    met: '#86e5a5',
    'at-risk': '#ffc66d',
    breached: '#ffb3ae',
    unknown: '#d3dae3',
    undeclared: '#c3cbd4',
  },
};

/** The colour of text and shapes that stand for a verdict; null is "not declared". */
export function verdictColor(theme: Theme, verdict: Verdict | null): string {
  return COLORS[theme.palette.type][verdict ?? 'undeclared'];
}

/** Share of the verdict's colour in the background of its chip. */
const CHIP_TINT = 0.1;

/**
 * The background of a chip. Opaque, so that the contrast of its text does not
 * depend on what it lies on: a hovered or selected row, for example.
 */
export function chipBackground(theme: Theme, verdict: Verdict): string {
  const tint = decomposeColor(verdictColor(theme, verdict)).values;
  const paper = decomposeColor(theme.palette.background.paper).values;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(tint[channel] * CHIP_TINT + paper[channel] * (1 - CHIP_TINT));
  return `rgb(${mix(0)}, ${mix(1)}, ${mix(2)})`;
}

/**
 * Text that steps back: sources, kinds, terms. Instead of the theme's secondary
 * text, which misses 4.5:1 on Backstage's light pages (4.33:1).
 */
export function quietTextColor(theme: Theme): string {
  return verdictColor(theme, null);
}

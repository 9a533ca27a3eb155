import { Theme } from '@material-ui/core/styles';
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

/** Opacity of the tint behind a chip's text, in the colour of the text. */
export const CHIP_TINT = 0.1;

import { Theme } from '@material-ui/core/styles';
import { quietTextColor, verdictColor } from '../theme/verdictColors';
import { ChartMarker } from './chartTypes';

export interface ChartColors {
  /** In the order of the series; at least 3:1 against cards (WCAG 2.2, 1.4.11). */
  lines: readonly string[];
  text: string;
  grid: string;
  threshold: string;
  markers: Record<ChartMarker['kind'], string>;
}

const LINES = {
  light: ['#1f5493', '#8a4600', '#6b2a93', '#17652f'],
  dark: ['#8ab8ff', '#ffc66d', '#dcb3ff', '#86e5a5'],
};

/** Dashes tell lines apart where colours do not. */
export const LINE_DASHES: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
];

/** The colours of a chart in the theme of the page. */
export function chartColors(theme: Theme): ChartColors {
  return {
    lines: LINES[theme.palette.type],
    text: quietTextColor(theme),
    grid: theme.palette.divider,
    threshold: verdictColor(theme, 'breached'),
    markers: {
      deployment: theme.palette.text.primary,
      incident: verdictColor(theme, 'breached'),
      window: verdictColor(theme, 'unknown'),
    },
  };
}

/** The sign of a marker, on the chart and in its legend. */
export const MARKER_SIGNS: Record<ChartMarker['kind'], string> = {
  deployment: '▼',
  incident: '✕',
  window: '▒',
};

import { useTheme } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { quietTextColor, verdictColor } from '../theme/verdictColors';
import { sparklinePath } from './sparklinePath';

/** Room for the line's own width and round ends. */
const PADDING = 2;

export interface SparklineProps {
  /** What the line shows, in words: "backup size over 30 days, 41 to 46 GiB". */
  label: string;
  /** At equal distances, oldest first; null is a gap. */
  values: readonly (number | null)[];
  /** Colours the line; plain unless told. */
  verdict?: Verdict;
  width?: number;
  height?: number;
}

/** The shape of a trend, the size of a word. */
export function Sparkline(props: SparklineProps) {
  const { label, values, verdict, width = 96, height = 24 } = props;
  const theme = useTheme();
  const color = verdict ? verdictColor(theme, verdict) : quietTextColor(theme);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`${-PADDING} ${-PADDING} ${width} ${height}`}
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label={label}
    >
      <path
        d={sparklinePath(values, width - 2 * PADDING, height - 2 * PADDING)}
      />
    </svg>
  );
}

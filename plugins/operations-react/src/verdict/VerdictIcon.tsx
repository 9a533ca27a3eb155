import { useTheme } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { verdictColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { verdictWord } from './verdictWord';

/** Drawn rather than written: fonts render ✓ ▲ ✕ at different sizes, or as emoji. */
const PATHS: Record<Verdict | 'undeclared', string> = {
  met: 'M3 8.5 6.5 12 13 4.5',
  'at-risk': 'M8 2.5 14.5 13.5H1.5Z',
  breached: 'M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5',
  unknown: 'M5 5.5a3 3 0 1 1 4.4 2.6C8.4 8.7 8 9.2 8 10.2M8 13.2v.1',
  undeclared: 'M3.5 8H12.5',
};

export interface VerdictIconProps {
  /** Null when nothing is declared: a dash. */
  verdict: Verdict | null;
  /** Height and width in pixels; 16 unless told. */
  size?: number;
  /** Whether the word stands beside the icon, so that it need not be read out twice. */
  decorative?: boolean;
}

/** The shape of a verdict in its colour. */
export function VerdictIcon(props: VerdictIconProps) {
  const { verdict, size = 16, decorative = false } = props;
  const { t } = useKitTranslation();
  const color = verdictColor(useTheme(), verdict);
  const name = verdictWord(verdict, t);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={verdict === 'at-risk' ? color : 'none'}
      stroke={color}
      strokeWidth={2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flexShrink: 0, verticalAlign: '-0.15em' }}
      focusable="false"
      {...(decorative
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': name })}
    >
      <path d={PATHS[verdict ?? 'undeclared']} />
    </svg>
  );
}

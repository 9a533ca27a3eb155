import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import Uplot from 'uplot';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { chartColors } from './chartColors';
import { chartData, chartOptions } from './chartOptions';
import { ChartContent } from './chartTypes';

/**
 * What uPlot's own style sheet says about the parts that we use. An imported
 * style sheet would be dropped from the built package as free of side effects.
 */
const useStyles = makeStyles({
  root: {
    width: '100%',
    '& .uplot': { width: 'min-content', lineHeight: 1.5 },
    '& .uplot, & .uplot *': { boxSizing: 'border-box' },
    '& .u-wrap': { position: 'relative', userSelect: 'none' },
    '& .u-over, & .u-under, & .u-axis': { position: 'absolute' },
    '& .u-under': { overflow: 'hidden' },
    '& canvas': {
      display: 'block',
      position: 'relative',
      width: '100%',
      height: '100%',
    },
    '& .u-cursor-x, & .u-cursor-y, & .u-cursor-pt, & .u-select': {
      position: 'absolute',
      left: 0,
      top: 0,
      pointerEvents: 'none',
    },
    '& .u-cursor-x': { height: '100%', borderRight: '1px dashed #808b96' },
    '& .u-cursor-y': { display: 'none' },
    '& .u-cursor-pt': { borderRadius: '50%', border: '0 solid' },
    '& .u-off': { display: 'none' },
  },
});

export interface UplotCanvasProps {
  content: ChartContent;
  height: number;
  onHover: (index: number | null) => void;
}

/** The drawn part of a chart, as wide as its parent. Loaded when first needed. */
export default function UplotCanvas(props: UplotCanvasProps) {
  const { content, height, onHover } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const locale = t('locale');
  const theme = useTheme();
  const root = useRef<HTMLDivElement>(null);

  const latest = useRef(content);
  const chart = useRef<Uplot>();
  const lines = content.series.map(({ label }) => label).join('\n');

  useEffect(() => {
    latest.current = content;
  }, [content]);

  // Other lines, another theme: another chart.
  useEffect(() => {
    const parent = root.current;
    if (!parent) return undefined;
    const drawn = new Uplot(
      chartOptions({
        current: () => latest.current,
        colors: chartColors(theme),
        locale,
        fontFamily: theme.typography.fontFamily ?? 'sans-serif',
        width: parent.clientWidth,
        height,
        onHover,
      }),
      chartData(latest.current),
      parent,
    );
    chart.current = drawn;
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: parent.clientWidth, height });
    });
    observer.observe(parent);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [lines, height, onHover, theme, locale]);

  // Other figures: the same chart, so that the pointer stays where it is.
  useEffect(() => {
    chart.current?.setData(chartData(content));
  }, [content]);

  return <div ref={root} className={classes.root} style={{ height }} />;
}

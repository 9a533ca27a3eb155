import { makeStyles } from '@material-ui/core/styles';
import { ScrollRegion } from './ScrollRegion';

const useStyles = makeStyles(theme => ({
  code: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1.5),
    overflow: 'auto',
    maxHeight: 360,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.5,
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    '@media print': {
      maxHeight: 'none',
      overflow: 'visible',
      whiteSpace: 'pre-wrap',
    },
  },
}));

export interface CodeBlockProps {
  /** Name for screen readers. */
  label: string;
  text: string;
}

/** Text to copy or to look into: YAML, commands, evidence. */
export function CodeBlock({ label, text }: CodeBlockProps) {
  const classes = useStyles();
  return (
    <ScrollRegion className={classes.code} label={label} preformatted>
      {text}
    </ScrollRegion>
  );
}

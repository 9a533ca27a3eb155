import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import {
  PropsWithChildren,
  ReactNode,
  createContext,
  useContext,
  useEffect,
  useState,
} from 'react';

const TabStops = createContext(true);

/**
 * Takes the hints below it out of the tab order. For dense tables, where one
 * stop per row is enough; the details then show the same facts focusable.
 */
export function WithoutHintTabStops({ children }: PropsWithChildren<{}>) {
  return <TabStops.Provider value={false}>{children}</TabStops.Provider>;
}

const useStyles = makeStyles(theme => ({
  anchor: {
    borderRadius: theme.shape.borderRadius,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.text.primary}`,
      outlineOffset: 2,
    },
  },
  tooltip: {
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 400,
    lineHeight: 1.45,
    maxWidth: 360,
    backgroundColor: '#303b46',
    color: '#fff',
  },
}));

export interface HintProps {
  /** What hovering, focusing or a long press shows. */
  text: ReactNode;
  children: ReactNode;
}

/**
 * Text with more to say on hover, focus and long press. The hint can itself be
 * hovered and Escape closes it (WCAG 2.2, 1.4.13).
 */
export function Hint({ text, children }: HintProps) {
  const classes = useStyles();
  const tabStops = useContext(TabStops);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Escape closes the hint only, not the dialog that it is in.
      event.stopPropagation();
      setOpen(false);
    };
    document.addEventListener('keydown', closeOnEscape, true);
    return () => document.removeEventListener('keydown', closeOnEscape, true);
  }, [open]);
  const focusable = tabStops ? { tabIndex: 0 } : {};
  return (
    <Tooltip
      title={<span>{text}</span>}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      classes={{ tooltip: classes.tooltip }}
      interactive
      disableFocusListener
    >
      <span
        className={classes.anchor}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        {...focusable}
      >
        {children}
      </span>
    </Tooltip>
  );
}

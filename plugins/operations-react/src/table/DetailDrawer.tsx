import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Close from '@material-ui/icons/Close';
import { ReactNode, useId } from 'react';
import { CopyButton } from '../export/CopyButton';
import { ScrollRegion } from '../layout/ScrollRegion';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const useStyles = makeStyles(theme => ({
  paper: {
    width: 'min(640px, 100vw)',
    [theme.breakpoints.down('xs')]: { width: '100vw' },
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(2, 2, 1, 3),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  title: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  body: { flex: 1, overflow: 'auto', padding: theme.spacing(2, 3) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5, 3),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

export interface DetailDrawerProps {
  open: boolean;
  /** Called by Escape, the close button and a click beside the drawer. */
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons at the bottom, in sight while the rest scrolls. */
  actions?: ReactNode;
}

/**
 * Details of a row, at the right side; the whole screen on a phone. Opening
 * moves the focus into it, closing gives it back. Use it with
 * {@link useDetailDrawer}, so that it has a link of its own.
 */
export function DetailDrawer(props: DetailDrawerProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open={props.open}
      onClose={props.onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      <div className={classes.head}>
        <Typography
          id={titleId}
          variant="h5"
          component="h2"
          className={classes.title}
        >
          {props.title}
        </Typography>
        <CopyButton text={() => window.location.href} label={t('copy.link')} />
        <IconButton
          size="small"
          aria-label={t('table.close')}
          onClick={props.onClose}
        >
          <Close />
        </IconButton>
      </div>
      <ScrollRegion className={classes.body} label={t('table.details')}>
        {props.children}
      </ScrollRegion>
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
    </Drawer>
  );
}

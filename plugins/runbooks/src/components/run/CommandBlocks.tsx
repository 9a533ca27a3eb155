import { makeStyles } from '@material-ui/core/styles';
import {
  CopyButton,
  ScrollRegion,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { CommandBlock } from '@opsdeck/backstage-plugin-runbooks-common';

const useStyles = makeStyles(theme => ({
  block: { margin: theme.spacing(1, 0) },
  code: {
    margin: 0,
    padding: theme.spacing(1),
    overflow: 'auto',
    maxHeight: 320,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.5,
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    marginTop: theme.spacing(0.5),
  },
  danger: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontWeight: 500,
  },
}));

export interface CommandBlocksProps {
  commands: readonly CommandBlock[];
  /** What they belong to, for screen readers. */
  of: string;
}

/** Commands to copy; nothing here ever runs one. */
export function CommandBlocks({ commands, of }: CommandBlocksProps) {
  const classes = useStyles();
  return (
    <>
      {commands.map((command, index) => (
        <div key={command.line} className={classes.block}>
          <ScrollRegion
            className={classes.code}
            label={`Command ${index + 1} of ${of}`}
            preformatted
          >
            {command.text}
          </ScrollRegion>
          <div className={classes.foot}>
            <CopyButton text={command.text} label="Copy command" />
            {command.dangers.length > 0 && (
              <span className={classes.danger}>
                <VerdictIcon verdict="at-risk" decorative />
                Destroys or interrupts: {command.dangers.join(', ')}
              </span>
            )}
          </div>
        </div>
      ))}
    </>
  );
}

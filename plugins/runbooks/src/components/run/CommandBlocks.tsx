import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  CodeBlock,
  CopyButton,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { CommandBlock } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  block: { margin: theme.spacing(1, 0) },
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
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <>
      {commands.map((command, index) => (
        <div key={command.line} className={classes.block}>
          <CodeBlock
            label={t('command.label', { number: String(index + 1), of })}
            text={command.text}
          />
          <div className={classes.foot}>
            <CopyButton text={command.text} label={t('command.copy')} />
            {command.dangers.length > 0 && (
              <span className={classes.danger}>
                <VerdictIcon verdict="at-risk" decorative />
                {t('command.dangers', {
                  dangers: command.dangers.join(', '),
                })}
              </span>
            )}
          </div>
        </div>
      ))}
    </>
  );
}

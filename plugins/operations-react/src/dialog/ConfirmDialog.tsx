import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { FormEvent, ReactNode, useId, useState } from 'react';
import { ErrorPanel } from '../feedback/ErrorPanel';
import { ErrorContext } from '../feedback/explainError';
import { verdictColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const MAX_REASON = 1_000;

const useStyles = makeStyles(theme => ({
  /** The theme's error red is too pale for text (3.7:1). */
  problem: { '&&.Mui-error': { color: verdictColor(theme, 'breached') } },
}));

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  /** The question, for example "Roll back production?". */
  title: string;
  /** What the button does, for example "Roll back production to 1.41.3". */
  effect: string;
  /** What follows from it, for example "3 commits are reverted". */
  children: ReactNode;
  /** Whether a reason is asked for; it goes into the audit log. */
  reason?: 'required' | 'optional' | 'none';
  /** Does it; a rejection is shown in place. */
  onConfirm: (reason: string) => Promise<unknown>;
  /** What the action is about and who may do it, for when it fails. */
  errorContext: ErrorContext;
}

/** Asks before a write: says the consequence, takes the reason, shows the result in place. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const titleId = useId();
  const [pending, setPending] = useState(false);
  return (
    <Dialog
      open={props.open}
      // While the write is under way its outcome must not be missed.
      onClose={pending ? undefined : props.onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id={titleId} disableTypography>
        <Typography variant="h5" component="h2">
          {props.title}
        </Typography>
      </DialogTitle>
      <ConfirmForm {...props} pending={pending} onPending={setPending} />
    </Dialog>
  );
}

interface ConfirmFormProps extends ConfirmDialogProps {
  pending: boolean;
  onPending: (pending: boolean) => void;
}

/** Apart from the dialog, so that each opening starts empty. */
function ConfirmForm(props: ConfirmFormProps) {
  const { reason: asks = 'none', effect, pending, onPending } = props;
  const classes = useStyles();
  const { t } = useKitTranslation();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const reasonId = useId();
  const [error, setError] = useState<unknown>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    if (asks === 'required' && reason.trim() === '') {
      setMissing(true);
      return;
    }
    setError(undefined);
    onPending(true);
    try {
      await props.onConfirm(reason.trim());
      props.onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      onPending(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <DialogContent>
        <Typography component="div" paragraph>
          {props.children}
        </Typography>
        {asks !== 'none' && (
          <TextField
            id={reasonId}
            label={t(
              asks === 'required' ? 'dialog.reason' : 'dialog.reasonOptional',
            )}
            value={reason}
            onChange={event => {
              setReason(event.target.value);
              setMissing(false);
            }}
            error={missing}
            helperText={t(
              missing ? 'dialog.reasonMissing' : 'dialog.reasonKept',
            )}
            required={asks === 'required'}
            inputProps={{ maxLength: MAX_REASON }}
            InputLabelProps={{ className: classes.problem }}
            FormHelperTextProps={{ className: classes.problem }}
            disabled={pending}
            fullWidth
            multiline
            margin="dense"
            variant="outlined"
          />
        )}
        {error !== undefined && (
          <ErrorPanel
            error={error}
            action={inSentence(effect)}
            {...props.errorContext}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={pending}>
          {t('dialog.cancel')}
        </Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={pending}
          aria-busy={pending}
        >
          {pending ? t('dialog.pending', { effect }) : effect}
        </Button>
      </DialogActions>
    </form>
  );
}

/** "Roll back production" as part of a sentence: "roll back production". */
function inSentence(effect: string): string {
  return /^[A-Z][a-z]/.test(effect)
    ? effect[0].toLowerCase() + effect.slice(1)
    : effect;
}

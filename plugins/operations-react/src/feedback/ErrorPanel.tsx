import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { verdictColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { VerdictIcon } from '../verdict/VerdictIcon';
import { ErrorContext, explainError } from './explainError';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    border: '1px solid',
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    overflowWrap: 'anywhere',
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontWeight: 500,
  },
  details: { marginTop: theme.spacing(1) },
  retry: { marginTop: theme.spacing(1) },
}));

export interface ErrorPanelProps extends ErrorContext {
  error: unknown;
  /** Offered where trying again can help. */
  onRetry?: () => void;
}

/** A failed request: what happened, what to do, who can. */
export function ErrorPanel({ error, onRetry, ...context }: ErrorPanelProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const borderColor = verdictColor(useTheme(), 'breached');
  const explanation = explainError(error, context, t);
  return (
    <div className={classes.root} style={{ borderColor }} role="alert">
      <Typography className={classes.title}>
        <VerdictIcon verdict="breached" decorative />
        {explanation.title}
      </Typography>
      <Typography variant="body2">{explanation.advice}</Typography>
      {explanation.detail && (
        // A refusal says why at once; a fault's words help only whoever mends it.
        <details className={classes.details} open={!explanation.retryable}>
          <summary>{t('error.details')}</summary>
          <Typography variant="body2" component="code">
            {explanation.detail}
          </Typography>
        </details>
      )}
      {onRetry && explanation.retryable && (
        <Button
          className={classes.retry}
          size="small"
          variant="outlined"
          onClick={onRetry}
        >
          {t('error.tryAgain')}
        </Button>
      )}
    </div>
  );
}

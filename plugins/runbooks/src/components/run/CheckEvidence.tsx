import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  CodeBlock,
  RelativeTime,
  VerdictChip,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import { CheckResult } from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
}));

const VERDICT_OF: Record<CheckResult['outcome'], Verdict> = {
  pass: 'met',
  fail: 'breached',
  unknown: 'unknown',
};

export interface CheckEvidenceProps {
  /** Name of the check in the runbook. */
  name: string;
  /** Null before it was looked at. */
  result: CheckResult | null;
}

/** What the live check of a step found, why, where it comes from and how old it is. */
export function CheckEvidence({ name, result }: CheckEvidenceProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (!result) {
    return (
      <div className={`${classes.root} ${classes.quiet}`}>
        {t('check.notLookedAt', { name })}
      </div>
    );
  }
  const { outcome } = result;
  return (
    <div className={classes.root}>
      <VerdictChip
        verdict={VERDICT_OF[outcome]}
        label={t(`check.${outcome}`)}
      />{' '}
      {result.reason}
      <div className={classes.quiet}>
        {result.source}
        {result.observedAt && (
          <>
            , <RelativeTime at={result.observedAt} hint={t('check.observed')} />
          </>
        )}
        {result.threshold &&
          ` · ${t('check.passesWhen', { threshold: result.threshold })}`}
      </div>
      {result.observed !== null && (
        <details>
          <summary>{t('check.evidence')}</summary>
          <CodeBlock
            label={t('check.evidenceOf', { name })}
            text={JSON.stringify(result.observed, null, 2)}
          />
        </details>
      )}
    </div>
  );
}

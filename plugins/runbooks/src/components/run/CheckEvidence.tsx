import { makeStyles } from '@material-ui/core/styles';
import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  RelativeTime,
  ScrollRegion,
  VerdictChip,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import { CheckResult } from '@opsdeck/backstage-plugin-runbooks-common';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
  json: {
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(1),
    overflow: 'auto',
    maxHeight: 240,
    fontSize: theme.typography.pxToRem(12),
    border: `1px solid ${theme.palette.divider}`,
  },
}));

const LOOK: Record<CheckResult['outcome'], [Verdict, string]> = {
  pass: ['met', 'passes'],
  fail: ['breached', 'fails'],
  unknown: ['unknown', 'cannot tell'],
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
  if (!result) {
    return (
      <div className={`${classes.root} ${classes.quiet}`}>
        The live check {name} has not been looked at yet.
      </div>
    );
  }
  const [verdict, label] = LOOK[result.outcome];
  return (
    <div className={classes.root}>
      <VerdictChip verdict={verdict} label={`check ${label}`} /> {result.reason}
      <div className={classes.quiet}>
        {result.source}
        {result.observedAt && (
          <>
            , <RelativeTime at={result.observedAt} hint="observed" />
          </>
        )}
        {result.threshold && ` · passes when ${result.threshold}`}
      </div>
      {result.observed !== null && (
        <details>
          <summary>Evidence</summary>
          <ScrollRegion
            className={classes.json}
            label={`Evidence of ${name}`}
            preformatted
          >
            {JSON.stringify(result.observed, null, 2)}
          </ScrollRegion>
        </details>
      )}
    </div>
  );
}

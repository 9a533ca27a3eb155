import {
  DurationText,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { RunSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { personName } from './personName';

/** When a run ended, by whom, and how long it took. */
export function LastRun({ run }: { run: RunSummary | null }) {
  if (!run?.endedAt) return <>never</>;
  return (
    <>
      <RelativeTime at={run.endedAt} hint="finished" />
      <br />
      <small>
        {personName(run.endedBy)}, <RunLength run={run} />
        {run.failed > 0 && `, ${run.failed} failed`}
      </small>
    </>
  );
}

/** How long a run took from start to end. */
export function RunLength({ run }: { run: RunSummary }) {
  if (!run.endedAt) return null;
  return (
    <DurationText value={Date.parse(run.endedAt) - Date.parse(run.startedAt)} />
  );
}

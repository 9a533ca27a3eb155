import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictChip } from '@opsdeck/backstage-plugin-operations-react';
import { ChecklistSummary } from '@opsdeck/backstage-plugin-runbooks-common';

interface Look {
  verdict: Verdict | null;
  label: string;
  title: string;
}

/** How a checklist stands, in a word. */
export function DueChip({ checklist }: { checklist: ChecklistSummary }) {
  return <VerdictChip {...lookOf(checklist)} />;
}

function lookOf({ due, verdict, problem, cadence }: ChecklistSummary): Look {
  if (problem) return { verdict: 'unknown', label: 'no date', title: problem };
  if (cadence === null) {
    return {
      verdict: null,
      label: 'on demand',
      title: 'The runbook names no cadence',
    };
  }
  switch (due?.state) {
    case 'missed':
      return {
        verdict: 'breached',
        label: 'missed',
        title: 'It was due and its grace is over',
      };
    case 'overdue':
      return {
        verdict: 'at-risk',
        label: 'overdue',
        title: 'It was due; it can still be done within its grace',
      };
    case 'due':
      return dueLook(verdict);
    case 'done':
      return { verdict: 'met', label: 'done', title: 'Done for this time' };
    default:
      return {
        verdict: null,
        label: 'upcoming',
        title: 'It has not come round yet',
      };
  }
}

/** What can be done now is no fault; that the time before was not done is. */
function dueLook(verdict: Verdict | null): Look {
  if (verdict === 'breached') {
    return {
      verdict,
      label: 'due',
      title: 'It can be done now; the time before it was missed',
    };
  }
  if (verdict === 'at-risk') {
    return {
      verdict,
      label: 'due',
      title: 'It can be done now; the time before it is overdue',
    };
  }
  return { verdict: null, label: 'due', title: 'It can be done now' };
}

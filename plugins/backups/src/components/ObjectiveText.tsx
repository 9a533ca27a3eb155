import { Objective } from '@opsdeck/backstage-plugin-backups-common';
import { DurationText } from '@opsdeck/backstage-plugin-operations-react';

/** What was promised: "RPO 5 min · RTO 1 h", or that nothing was. */
export function ObjectiveText({ objective }: { objective: Objective }) {
  if (!objective.rpo && !objective.rto && objective.problems.length === 0) {
    return <>not declared</>;
  }
  return (
    <>
      {objective.rpo && (
        <span>
          RPO <DurationText value={objective.rpo} />
        </span>
      )}
      {objective.rpo && objective.rto && ' · '}
      {objective.rto && (
        <span>
          RTO <DurationText value={objective.rto} />
        </span>
      )}
      {objective.problems.map(problem => (
        <div key={problem}>{problem}</div>
      ))}
    </>
  );
}

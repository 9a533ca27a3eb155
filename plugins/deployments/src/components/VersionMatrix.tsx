import {
  EnvironmentCell,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  EnvironmentMatrix,
  EnvironmentMatrixRow,
  RelativeTime,
  VerdictIcon,
  useNow,
} from '@opsdeck/backstage-plugin-operations-react';
import { ReactNode } from 'react';
import { HealthChip } from './HealthChip';
import { driftText, strategyWord } from './words';

export interface VersionMatrixProps {
  cells: readonly EnvironmentCell[];
}

/** What runs in each environment, since when, by whom, how well, and how far apart. */
export function VersionMatrix({ cells }: VersionMatrixProps) {
  const now = useNow(60_000);
  const rows: [label: string, cell: (of: EnvironmentCell) => ReactNode][] = [
    ['version', cell => <Version cell={cell} />],
    ['deployed', cell => <Deployed cell={cell} />],
    ['strategy', ({ strategy }) => strategy && strategyWord(strategy)],
    ['health', cell => <Health cell={cell} />],
    ['drift', ({ drift }) => drift && driftText(drift, now)],
  ];
  const byId = new Map(cells.map(cell => [cell.environment.id, cell]));
  return (
    <EnvironmentMatrix
      label="What runs where"
      environments={cells.map(({ environment }) => environment)}
      rows={rows.map(
        ([label, render]): EnvironmentMatrixRow => ({
          id: label,
          label,
          cell: ({ id }) => {
            const cell = byId.get(id);
            return cell && render(cell);
          },
        }),
      )}
    />
  );
}

function Version({ cell }: { cell: EnvironmentCell }) {
  const { artifact, assessment, rollingOut } = cell;
  const others = cell.workloads
    .map(workload => releaseName({ artifact: workload.artifact, commit: null }))
    .filter(name => name !== releaseName(cell));
  return (
    <>
      {artifact ? <strong>{releaseName(cell)}</strong> : 'nothing known'}{' '}
      {assessment && <VerdictIcon verdict={assessment.verdict} />}
      {others.length > 0 && (
        <>
          <br />
          <small>also {[...new Set(others)].join(', ')}</small>
        </>
      )}
      {rollingOut && (
        <>
          <br />
          <small>
            {releaseName(rollingOut)}{' '}
            {rollingOut.status === 'paused' ? 'is paused' : 'is rolling out'}
          </small>
        </>
      )}
    </>
  );
}

function Deployed({ cell: { since, author } }: { cell: EnvironmentCell }) {
  if (!since) return author ? <>by {author}</> : <>not known</>;
  return (
    <>
      <RelativeTime at={since} hint="running since" />
      {author && ` · ${author}`}
    </>
  );
}

function Health({ cell }: { cell: EnvironmentCell }) {
  const counted = cell.workloads.flatMap(({ replicas }) => replicas ?? []);
  const sum = (pick: (one: { ready: number; wanted: number }) => number) =>
    counted.reduce((total, one) => total + pick(one), 0);
  return (
    <>
      <HealthChip health={cell.health} reason={cell.healthReason} />
      {counted.length > 0 && (
        <>
          <br />
          <small>
            {sum(one => one.ready)} of {sum(one => one.wanted)} ready
          </small>
        </>
      )}
    </>
  );
}

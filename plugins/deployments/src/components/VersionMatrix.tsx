import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { deploymentsTranslationRef } from '../translation';
import { HealthChip } from './HealthChip';
import { driftText } from './words';

export interface VersionMatrixProps {
  cells: readonly EnvironmentCell[];
}

type RowId = 'version' | 'deployed' | 'strategy' | 'health' | 'drift';

/** What runs in each environment, since when, by whom, how well, and how far apart. */
export function VersionMatrix({ cells }: VersionMatrixProps) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const now = useNow(60_000);
  const rows: [RowId, (of: EnvironmentCell) => ReactNode][] = [
    ['version', cell => <Version cell={cell} />],
    ['deployed', cell => <Deployed cell={cell} />],
    ['strategy', ({ strategy }) => strategy && t(`strategy.${strategy}`)],
    ['health', cell => <Health cell={cell} />],
    ['drift', ({ drift }) => drift && driftText(drift, now, t)],
  ];
  const byId = new Map(cells.map(cell => [cell.environment.id, cell]));
  return (
    <EnvironmentMatrix
      label={t('matrix.label')}
      environments={cells.map(({ environment }) => environment)}
      rows={rows.map(
        ([id, render]): EnvironmentMatrixRow => ({
          id,
          label: t(`matrix.${id}`),
          cell: environment => {
            const cell = byId.get(environment.id);
            return cell && render(cell);
          },
        }),
      )}
    />
  );
}

function Version({ cell }: { cell: EnvironmentCell }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const { artifact, assessment, rollingOut } = cell;
  const others = cell.workloads
    .map(workload => releaseName({ artifact: workload.artifact, commit: null }))
    .filter(name => name !== releaseName(cell));
  return (
    <>
      {artifact ? (
        <strong>{releaseName(cell)}</strong>
      ) : (
        t('matrix.nothingKnown')
      )}{' '}
      {assessment && <VerdictIcon verdict={assessment.verdict} />}
      {others.length > 0 && (
        <>
          <br />
          <small>
            {t('matrix.also', { releases: [...new Set(others)].join(', ') })}
          </small>
        </>
      )}
      {rollingOut && (
        <>
          <br />
          <small>
            {t(
              rollingOut.status === 'paused'
                ? 'matrix.isPaused'
                : 'matrix.isRollingOut',
              { release: releaseName(rollingOut) },
            )}
          </small>
        </>
      )}
    </>
  );
}

function Deployed({ cell: { since, author } }: { cell: EnvironmentCell }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  if (!since) {
    return <>{author ? t('matrix.by', { author }) : t('matrix.notKnown')}</>;
  }
  return (
    <>
      <RelativeTime at={since} hint={t('matrix.runningSince')} />
      {author && ` · ${author}`}
    </>
  );
}

function Health({ cell }: { cell: EnvironmentCell }) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
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
            {t('matrix.ready', {
              ready: String(sum(one => one.ready)),
              wanted: String(sum(one => one.wanted)),
            })}
          </small>
        </>
      )}
    </>
  );
}

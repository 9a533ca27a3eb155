import {
  LONGEST_ATTEMPT_MS,
  MERGE_WINDOW_MS,
  SourcedAttempt,
  findDeployment,
  mergeReports,
  placeName,
} from '@opsdeck/backstage-plugin-deployments-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { DeploymentRow, ReportRow, chunksOf, toSourced } from './rows';

/** Reports that are about one deployment. */
interface Group {
  id: string;
  reports: SourcedAttempt[];
}

/**
 * Makes transactions that write deployments of the same entities wait for each
 * other: otherwise two sources that report one deployment at the same time would
 * not see each other's report. Locks in one order, so that none waits in a circle.
 */
export async function lockEntities(
  trx: Knex.Transaction,
  entityRefs: Iterable<string>,
  now: Date,
): Promise<void> {
  const written_at = now.toISOString();
  for (const refs of chunksOf([...new Set(entityRefs)].sort())) {
    await trx('ledger_entities')
      .insert(refs.map(entity_ref => ({ entity_ref, written_at })))
      .onConflict('entity_ref')
      .merge(['written_at']);
  }
}

/**
 * The id of the deployment that a report is about: the one it is in while it
 * fits, else another one that it fits, else a new one; null while no entity
 * claims it. Decided when it is written, so that reading is a look-up. Needs
 * {@link lockEntities} first.
 */
export async function placeReport(
  trx: Knex.Transaction,
  report: ReportRow,
): Promise<string | null> {
  if (report.entity_ref === null) return null;
  const groups = await candidates(trx, report);
  const own = groups.filter(({ id }) => id === report.deployment_id);
  const fits =
    findDeployment(toSourced(report), own) ??
    findDeployment(toSourced(report), groups);
  if (fits) return fits.id;
  const isAlone =
    report.deployment_id !== null &&
    (await members(trx, report.deployment_id)).every(
      member => keyOf(member) === keyOf(report),
    );
  return isAlone ? report.deployment_id : randomUUID();
}

/** Brings a deployment in line with its reports; without any it goes. */
export async function refreshDeployment(
  trx: Knex.Transaction,
  id: string,
): Promise<void> {
  const rows = await members(trx, id);
  const [first, ...others] = rows.map(toSourced);
  const entityRef = rows[0]?.entity_ref;
  if (!first || !entityRef) {
    await trx<DeploymentRow>('deployments').where({ id }).delete();
    return;
  }
  const merged = mergeReports([first, ...others]);
  const row: DeploymentRow = {
    id,
    entity_ref: entityRef,
    environment_id: rows[0].environment_id,
    place: placeName(first.attempt.environmentFacts),
    status: merged.status,
    author: merged.author,
    started_at: merged.startedAt,
    finished_at: merged.finishedAt,
    body: JSON.stringify(merged),
  };
  await trx<DeploymentRow>('deployments').insert(row).onConflict('id').merge();
}

/** Writes a report and what it changes of the deployments it was and is in. */
export async function storeReport(
  trx: Knex.Transaction,
  row: ReportRow,
): Promise<void> {
  const deploymentId = await placeReport(trx, row);
  await trx<ReportRow>('deployment_reports')
    .insert({ ...row, deployment_id: deploymentId })
    .onConflict(['source_id', 'report_key'])
    .merge();
  for (const id of new Set([row.deployment_id, deploymentId])) {
    if (id !== null) await refreshDeployment(trx, id);
  }
}

/**
 * Looks again which reports of an entity are about one deployment, around a
 * range of time. Needs {@link lockEntities} first.
 */
export async function regroup(
  trx: Knex.Transaction,
  entityRef: string,
  { first, last }: { first: string; last: string },
): Promise<void> {
  const reach = LONGEST_ATTEMPT_MS + MERGE_WINDOW_MS;
  const rows = await trx<ReportRow>('deployment_reports')
    .where({ entity_ref: entityRef })
    .whereBetween('started_at', [shifted(first, -reach), shifted(last, reach)])
    .orderBy(['started_at', 'source_id', 'report_key']);
  for (const { source_id, report_key } of rows) {
    // As it is by now: one before it may have joined it.
    const row = await trx<ReportRow>('deployment_reports')
      .where({ source_id, report_key })
      .first();
    if (row) await storeReport(trx, row);
  }
}

async function members(
  trx: Knex.Transaction,
  id: string,
): Promise<ReportRow[]> {
  return trx<ReportRow>('deployment_reports')
    .where({ deployment_id: id })
    .orderBy(['started_at', 'source_id', 'report_key']);
}

/** The deployments around the time of a report, without the report itself. */
async function candidates(
  trx: Knex.Transaction,
  report: ReportRow,
): Promise<Group[]> {
  // Where no environment is known, two reports cannot be said to be of one place.
  if (report.environment_id === null) return [];
  const { startedAt, finishedAt } = toSourced(report).attempt;
  const reach = LONGEST_ATTEMPT_MS + MERGE_WINDOW_MS;
  const near = await trx<ReportRow>('deployment_reports')
    .where({
      entity_ref: report.entity_ref,
      environment_id: report.environment_id,
    })
    .whereBetween('started_at', [
      shifted(startedAt, -reach),
      shifted(finishedAt ?? startedAt, reach),
    ])
    .whereNotNull('deployment_id');
  const groups = new Map<string, Group>();
  for (const row of near) {
    if (keyOf(row) === keyOf(report) || row.deployment_id === null) continue;
    const id = row.deployment_id;
    const group = groups.get(id) ?? { id, reports: [] };
    group.reports.push(toSourced(row));
    groups.set(id, group);
  }
  return [...groups.values()];
}

function shifted(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function keyOf(row: Pick<ReportRow, 'source_id' | 'report_key'>): string {
  return JSON.stringify([row.source_id, row.report_key]);
}

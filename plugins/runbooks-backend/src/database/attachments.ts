import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import {
  StepEvidence,
  stepEvidenceSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Knex } from 'knex';

/** A row of `run_evidence`. */
interface EvidenceRow {
  id: string;
  run_id: string;
  step_id: string;
  seq: number;
  evidence: string;
}

/** A row of `run_files`. */
interface FileRow {
  evidence_id: string;
  run_id: string;
  bytes: Buffer;
}

/** A file that was attached to a step. */
export interface AttachedFile {
  evidence: Extract<StepEvidence, { kind: 'file' }>;
  bytes: Buffer;
}

/** SHA-256 of some bytes, hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps what was attached to a step by the event `seq` of its run. */
export async function keepAttachment(
  trx: Knex.Transaction,
  runId: string,
  seq: number,
  attached: { evidence: StepEvidence; bytes?: Buffer },
): Promise<void> {
  const { evidence, bytes } = attached;
  await trx<EvidenceRow>('run_evidence').insert({
    id: evidence.id,
    run_id: runId,
    step_id: evidence.stepId,
    seq,
    evidence: JSON.stringify(evidence),
  });
  if (!bytes) return;
  await trx<FileRow>('run_files').insert({
    evidence_id: evidence.id,
    run_id: runId,
    bytes,
  });
}

/** What was attached in some runs, oldest first, without bytes. */
export async function readAttachments(
  connection: Knex,
  runIds: readonly string[],
  stepId?: string,
): Promise<StepEvidence[]> {
  const query = connection<EvidenceRow>('run_evidence')
    .whereIn('run_id', [...runIds])
    .orderBy(['run_id', 'seq'])
    .select('evidence');
  if (stepId !== undefined) query.where({ step_id: stepId });
  return (await query).map(({ evidence }) =>
    stepEvidenceSchema.parse(JSON.parse(evidence)),
  );
}

/**
 * A file of a run with its bytes.
 *
 * @throws NotFoundError when the run has no such file.
 * @throws Error when the bytes are no longer those that were attached.
 */
export async function readFile(
  connection: Knex,
  runId: string,
  evidenceId: string,
): Promise<AttachedFile> {
  const row = await connection<EvidenceRow>('run_evidence')
    .where({ id: evidenceId, run_id: runId })
    .first();
  const file = await connection<FileRow>('run_files')
    .where({ evidence_id: evidenceId, run_id: runId })
    .first();
  const evidence = row && stepEvidenceSchema.parse(JSON.parse(row.evidence));
  if (evidence?.kind !== 'file' || !file) {
    throw new NotFoundError(`The run has no file ${evidenceId}`);
  }
  if (sha256Of(file.bytes) !== evidence.sha256) {
    throw new Error(
      `The bytes of "${evidence.name}" are not those that were attached: their SHA-256 is another one`,
    );
  }
  return { evidence, bytes: file.bytes };
}

import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { EventRow, RunRow } from './rows';
import { RunHappening, runEvidence, runStream } from './runEvidence';

/**
 * Adds to the record of a run, and the same as evidence; the caller's transaction
 * holds the run's row. Answers the number of the event.
 *
 * @throws InputError when it cannot be kept as evidence.
 */
export async function addEvent(
  trx: Knex.Transaction,
  evidence: EvidenceStore,
  run: RunRow,
  happening: RunHappening,
): Promise<number> {
  const { kind, at, actor, result, attachment } = happening;
  await trx<RunRow>('runs').where({ id: run.id }).increment('event_count', 1);
  const counted = await trx<RunRow>('runs')
    .where({ id: run.id })
    .first('event_count');
  const seq = counted?.event_count ?? 1;
  await trx<EventRow>('run_events').insert({
    run_id: run.id,
    seq,
    at,
    kind,
    actor: actor?.ref ?? null,
    step_id: happening.stepId ?? null,
    state: happening.state ?? null,
    reason: happening.reason ?? null,
    note: happening.note ?? null,
    evidence: result ? JSON.stringify(result) : null,
    attachment: attachment ? JSON.stringify(attachment) : null,
    handed_to: happening.to ?? null,
  });
  await evidence.append(
    trx,
    runStream(run.id),
    runEvidence(run, seq, happening),
    { closes: kind === 'finished' || kind === 'abandoned' },
  );
  return seq;
}

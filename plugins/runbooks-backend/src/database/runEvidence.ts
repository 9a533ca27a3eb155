import { EvidenceDraft } from '@opsdeck/backstage-plugin-operations-common';
import {
  CheckResult,
  RunEvent,
  StepCheck,
  StepEvidence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RunRow } from './rows';

/** Who changes a run. */
export interface RunActor {
  /** User entity ref. */
  ref: string;
  /** The other entity refs that the actor speaks for now (ownership). */
  groups: readonly string[];
}

/** What happened in a run, before it has its place. */
export interface RunHappening {
  kind: RunEvent['kind'];
  at: string;
  /** Null for a live check. */
  actor: RunActor | null;
  stepId?: string;
  /** What the step says. */
  step?: string;
  state?: RunEvent['state'];
  reason?: string | null;
  note?: string | null;
  /** What was asked, when a live check was. */
  check?: StepCheck;
  /** What the live check answered. */
  result?: CheckResult;
  /** What was attached. */
  attachment?: StepEvidence;
  /** Entity ref of whom the run was handed to. */
  to?: string;
  /** Who had set the step that is confirmed or rejected; null for its live check. */
  doer?: string | null;
  /** The ended run that this one begins to correct. */
  corrects?: CorrectedRun;
}

/** What a correction says of the run that it corrects, so that it can be held against it. */
export interface CorrectedRun {
  stream: string;
  records: number;
  /** Hash of its last record. */
  head: string;
}

/** The evidence stream of a run. */
export function runStream(runId: string): string {
  return `run:${runId}`;
}

/** What happened, as evidence: it can be understood without our database. */
export function runEvidence(
  run: RunRow,
  seq: number,
  happening: RunHappening,
): EvidenceDraft {
  const { kind, at, actor, check, result } = happening;
  return {
    at,
    kind,
    actor: actor?.ref ?? null,
    groups: [...(actor?.groups ?? [])],
    method: result ? 'automatic' : 'manual',
    details: {
      event: seq,
      entityRef: run.entity_ref,
      checklistId: run.checklist_id,
      definitionHash: run.definition_hash,
      ...(kind === 'started' ? originOf(run) : {}),
      stepId: happening.stepId ?? null,
      step: happening.step === undefined ? null : wellFormed(happening.step),
      state: happening.state ?? null,
      reason: happening.reason ?? null,
      note: happening.note ?? null,
      ...moreOf(happening),
    },
    query: check ? queryOf(check) : null,
    answer: result ?? null,
  };
}

/** What only some happenings have; of a four-eyes step the record has the reviewer. */
function moreOf({
  doer,
  to,
  corrects,
  attachment,
}: RunHappening): NonNullable<EvidenceDraft['details']> {
  return {
    ...(doer === undefined ? {} : { doer }),
    ...(to === undefined ? {} : { to }),
    ...(corrects ? { corrects: { ...corrects } } : {}),
    ...(attachment ? { evidence: { ...attachment } } : {}),
  };
}

/** Where the definition comes from and which occurrence the run is about. */
function originOf(run: RunRow) {
  return {
    title: run.title,
    path: run.path,
    line: run.line,
    url: run.url,
    scheduledAt: run.scheduled_at,
    dueAt: run.due_at,
  };
}

function queryOf({ name, parameters }: StepCheck) {
  return {
    check: wellFormed(name),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(pair => pair.map(wellFormed)),
    ),
  };
}

const LONGEST = 1_000;

/** Text of a document, which may be of any length and may have been cut within a character. */
function wellFormed(text: string): string {
  return text.slice(0, LONGEST).replace(/\p{Surrogate}/gu, '\ufffd');
}

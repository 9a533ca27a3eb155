import { EvidenceRecord } from '@opsdeck/backstage-plugin-operations-common';
import { ProvenRun } from '@opsdeck/backstage-plugin-runbooks-common';

/** A record with the run that it is of. */
export interface ProofLine {
  run: ProvenRun;
  record: EvidenceRecord;
}

function detail(name: string) {
  return ({ record }: ProofLine) => {
    const value = record.details[name];
    return value === null || value === undefined || typeof value === 'string'
      ? value
      : JSON.stringify(value);
  };
}

/** The columns of an export for spreadsheets. */
export const PROOF_COLUMNS = [
  { title: 'at', value: ({ record }: ProofLine) => record.at },
  { title: 'service', value: ({ run }: ProofLine) => run.entityRef },
  { title: 'checklist', value: ({ run }: ProofLine) => run.title },
  { title: 'controls', value: ({ run }: ProofLine) => run.controls.join('; ') },
  { title: 'run', value: ({ run }: ProofLine) => run.id },
  { title: 'due', value: ({ run }: ProofLine) => run.dueAt },
  { title: 'seq', value: ({ record }: ProofLine) => record.seq },
  { title: 'what', value: ({ record }: ProofLine) => record.kind },
  { title: 'step', value: detail('step') },
  { title: 'state', value: detail('state') },
  { title: 'who', value: ({ record }: ProofLine) => record.actor },
  {
    title: 'groups',
    value: ({ record }: ProofLine) => record.groups.join('; '),
  },
  { title: 'method', value: ({ record }: ProofLine) => record.method },
  { title: 'done by', value: detail('doer') },
  { title: 'reason', value: detail('reason') },
  { title: 'note', value: detail('note') },
  { title: 'evidence', value: detail('evidence') },
  {
    title: 'check answer',
    value: ({ record: { answer } }: ProofLine) =>
      answer === null ? null : JSON.stringify(answer),
  },
  { title: 'definition hash', value: detail('definitionHash') },
  { title: 'hash', value: ({ record }: ProofLine) => record.hash },
];

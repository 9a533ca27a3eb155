/** What can be wrong with an export, told apart. */
export type EvidenceFault =
  // The file as such.
  | 'empty'
  | 'no-header'
  | 'header-changed'
  | 'unknown-version'
  // One line.
  | 'line-too-long'
  | 'unfinished-line'
  | 'not-utf8'
  | 'malformed-json'
  | 'not-canonical'
  | 'malformed-record'
  | 'hash-mismatch'
  // The chain.
  | 'changed-record'
  | 'missing-record'
  | 'moved-record'
  | 'duplicate-record'
  | 'surplus-record'
  | 'unannounced-stream'
  | 'pruned-stream'
  | 'head-mismatch'
  | 'truncated'
  // What was kept outside of the file.
  | 'kept-head-not-found';

/** The first thing that does not hold. */
export interface EvidenceFinding {
  fault: EvidenceFault;
  /** One or two sentences for people. */
  message: string;
  /** 1-based line of the file; null when something is not in the file at all. */
  line: number | null;
  /** Stream of the broken record; null when no record is meant. */
  stream: string | null;
  /** Seq of the broken record, which may be the one that is missing. */
  seq: number | null;
}

/** Ends a verification with its finding. */
export class EvidenceFaultError extends Error {
  readonly finding: EvidenceFinding;

  constructor(finding: EvidenceFinding) {
    super(finding.message);
    this.name = 'EvidenceFaultError';
    this.finding = finding;
  }
}

/** A record's place in the file and in its stream. */
export interface EvidencePlace {
  line?: number;
  stream?: string;
  seq?: number;
}

export function faultAt(
  place: EvidencePlace,
  fault: EvidenceFault,
  message: string,
): EvidenceFaultError {
  return new EvidenceFaultError({
    fault,
    message,
    line: place.line ?? null,
    stream: place.stream ?? null,
    seq: place.seq ?? null,
  });
}

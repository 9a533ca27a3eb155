import { EvidenceHeader, EvidenceRecord, ExportedStream } from '../record';
import { EvidenceFinding } from './finding';

/** Where a hash that was kept outside is found in the file. */
export interface KeptHead {
  head: string;
  /** Null when it is that of the whole export. */
  stream: string | null;
  /** Null when it is that of the whole export. */
  seq: number | null;
}

/** Looks out for hashes that were kept outside of the file. */
export class KeptHeads {
  readonly found: KeptHead[] = [];
  readonly #wanted: Set<string>;

  constructor(heads: readonly string[]) {
    this.#wanted = new Set(heads);
  }

  readHeader({ head, streams }: EvidenceHeader) {
    this.#see(head, null, null);
    for (const one of streams) if (one.prunedAt) this.#readPruned(one);
  }

  readRecord({ hash, stream, seq }: EvidenceRecord) {
    this.#see(hash, stream, seq);
  }

  findings(): EvidenceFinding[] {
    return [...this.#wanted].map(head => ({
      fault: 'kept-head-not-found',
      message: `No record of this file has the hash ${head}: records up to it were changed or cut off, or it belongs to another export.`,
      line: null,
      stream: null,
      seq: null,
    }));
  }

  #readPruned({ head, stream, records }: ExportedStream) {
    this.#see(head, stream, records);
  }

  #see(head: string, stream: string | null, seq: number | null) {
    if (this.#wanted.delete(head)) this.found.push({ head, stream, seq });
  }
}

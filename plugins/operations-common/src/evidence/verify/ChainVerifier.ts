import { EvidenceHeader, EvidenceRecord, ExportedStream } from '../record';
import { Sha256 } from '../sha256';
import { EvidencePlace, faultAt } from './finding';
import { parseRecord } from './parseLine';
import { FileLine } from './readLines';

interface Placed {
  line: number;
  record: EvidenceRecord;
}

/** The record that belongs next. */
interface Expected {
  announced: ExportedStream;
  seq: number;
}

/** A place that has a later record in it. */
interface Gap {
  /** 1-based line. */
  line: number;
  expected: Expected;
  found: EvidenceRecord;
}

/**
 * Checks records against the header and against each other, in the order of the
 * file. Its first finding ends it.
 */
export class ChainVerifier {
  readonly #header: EvidenceHeader;
  readonly #sha256: Sha256;
  /** Index of each stream in the header. */
  readonly #positions: ReadonlyMap<string, number>;
  #streamIndex = 0;
  /** The last record that is in order, while its stream goes on. */
  #last: Placed | undefined;
  /** A record that was not made on the last one: either of the two was changed. */
  #suspect: Placed | undefined;
  /** Where a record stands too early; the one that belongs there may still come. */
  #gap: Gap | undefined;

  constructor(header: EvidenceHeader, sha256: Sha256) {
    this.#header = header;
    this.#sha256 = sha256;
    this.#positions = new Map(
      header.streams.map(({ stream }, index) => [stream, index]),
    );
    this.#skipPruned();
  }

  /**
   * Takes the next line. Answers the record when it is in order so far.
   *
   * @throws EvidenceFaultError
   */
  async take(line: FileLine): Promise<EvidenceRecord | undefined> {
    if (this.#gap) return this.#lookFor(line, this.#gap);
    if (this.#suspect) return this.#decide(line, this.#suspect);
    const expected = this.#expected();
    const record = await parseRecord(line, placeOf(expected), this.#sha256);
    const placed = { line: line.number, record };
    if (!this.#isInPlace(placed, expected)) return undefined;
    if (this.#last && record.previous !== this.#last.record.hash) {
      this.#suspect = placed;
    }
    if (record.seq === expected?.announced.records) this.#close(placed);
    else if (!this.#suspect) this.#last = placed;
    return record;
  }

  /**
   * Call when the file has ended.
   *
   * @throws EvidenceFaultError
   */
  end(): void {
    if (this.#suspect) throw this.#changed(this.#suspect, false);
    if (this.#gap) {
      const { line: at, expected, found } = this.#gap;
      throw faultAt(
        { ...placeOf(expected), line: at },
        'missing-record',
        `Record ${expected.seq} of ${
          expected.announced.stream
        } is missing: line ${at} has ${nameOf(found)} in its place.`,
      );
    }
    const expected = this.#expected();
    if (expected) {
      throw faultAt(
        placeOf(expected),
        'truncated',
        `The file ends before record ${expected.seq} of ${expected.announced.stream}; its first line announces ${expected.announced.records}.`,
      );
    }
  }

  #expected(): Expected | undefined {
    const announced = this.#header.streams[this.#streamIndex];
    return announced && { announced, seq: (this.#last?.record.seq ?? 0) + 1 };
  }

  /** Throws when the place is taken or not announced; false when the record stands too early. */
  #isInPlace({ line, record }: Placed, expected: Expected | undefined) {
    const { stream, seq } = record;
    const place = { line, stream, seq };
    const index = this.#positions.get(stream) ?? -1;
    const announced = this.#header.streams[index];
    if (!announced) {
      throw faultAt(
        place,
        'unannounced-stream',
        `Line ${line} has a record of ${stream}, which the first line does not announce.`,
      );
    }
    if (announced.prunedAt !== null) {
      throw faultAt(
        place,
        'pruned-stream',
        `Line ${line} has a record of ${stream}, whose records were removed at ${announced.prunedAt}.`,
      );
    }
    if (seq > announced.records) {
      throw faultAt(
        place,
        'surplus-record',
        `Line ${line} has record ${seq} of ${stream}; the first line announces ${announced.records}.`,
      );
    }
    if (index < this.#streamIndex || !expected || isBefore(record, expected)) {
      throw faultAt(
        place,
        'duplicate-record',
        `Record ${seq} of ${stream} is there twice; the second is on line ${line}.`,
      );
    }
    if (stream === expected.announced.stream && seq === expected.seq) {
      return true;
    }
    this.#gap = { line, expected, found: record };
    return false;
  }

  /** What comes after a record that stands too early tells whether the expected one is missing or moved. */
  async #lookFor(
    line: FileLine,
    { line: at, expected, found }: Gap,
  ): Promise<undefined> {
    const { stream } = expected.announced;
    const record = await parseRecord(line, {}, this.#sha256).catch(
      // The gap is the first fault; what is wrong after it is not looked at.
      () => undefined,
    );
    if (record?.stream !== stream || record.seq !== expected.seq) {
      return undefined;
    }
    throw faultAt(
      { ...placeOf(expected), line: at },
      'moved-record',
      `Record ${expected.seq} of ${stream} stands on line ${
        line.number
      }; line ${at} has ${nameOf(found)} in its place.`,
    );
  }

  /** The record after a suspect shows whether the suspect or the one before it was changed. */
  async #decide(line: FileLine, suspect: Placed): Promise<never> {
    const { record } = suspect;
    const next = await parseRecord(line, {}, this.#sha256).catch(
      // It cannot bear witness; the suspect is the first fault all the same.
      () => undefined,
    );
    const follows =
      next?.stream === record.stream && next.seq === record.seq + 1;
    throw this.#changed(suspect, follows && next.previous !== record.hash);
  }

  /** The last record of a stream must be the one that the header names. */
  #close(placed: Placed) {
    const { head, stream } = this.#header.streams[this.#streamIndex];
    const { line, record } = placed;
    if (this.#suspect) {
      throw this.#changed(this.#suspect, record.hash !== head);
    }
    if (record.hash !== head) {
      throw faultAt(
        { line, stream, seq: record.seq },
        'head-mismatch',
        `The last record of ${stream} has the hash ${record.hash}, but the first line names ${head}: the record was changed and its hash made anew.`,
      );
    }
    this.#last = undefined;
    this.#streamIndex++;
    this.#skipPruned();
  }

  #changed(suspect: Placed, itself: boolean) {
    const { record } = suspect;
    const before = this.#last;
    const changed = itself || !before ? suspect : before;
    const { stream, seq } = changed.record;
    return faultAt(
      { line: changed.line, stream, seq },
      'changed-record',
      `Record ${seq} of ${stream} was changed and its hash made anew: record ${
        record.seq
      } was made on ${record.previous}, but record ${
        record.seq - 1
      } has the hash ${before?.record.hash}.`,
    );
  }

  #skipPruned() {
    const { streams } = this.#header;
    while (streams[this.#streamIndex]?.prunedAt) this.#streamIndex++;
  }
}

function isBefore(record: EvidenceRecord, expected: Expected): boolean {
  return (
    record.stream === expected.announced.stream && record.seq < expected.seq
  );
}

function placeOf(expected: Expected | undefined): EvidencePlace {
  return { stream: expected?.announced.stream, seq: expected?.seq };
}

function nameOf({ stream, seq }: EvidenceRecord): string {
  return `record ${seq} of ${stream}`;
}

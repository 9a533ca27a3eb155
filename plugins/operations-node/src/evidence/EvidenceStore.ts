import { hash } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  EvidenceDraft,
  EvidenceRecord,
  ExportedStream,
  Sha256,
  evidenceRecordSchema,
  sealHeader,
  sealRecord,
} from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';

/** A row of `evidence_streams`. */
interface StreamRow {
  stream: string;
  records: number;
  head: string;
  last_at: string;
  closed_at: string | null;
  pruned_at: string | null;
}

/** A row of `evidence_records`. */
interface RecordRow {
  stream: string;
  seq: number;
  line: string;
}

/** Records that are in memory at a time while a stream is read. */
const CHUNK = 100;

/** {@link Sha256} by Node.js. */
export const nodeSha256: Sha256 = text => hash('sha256', text, 'hex');

/**
 * Append-only records, hash-chained per stream (a run, an incident, a restore
 * test). There is no way to change or delete one: a correction is a new record,
 * and retention removes whole streams.
 */
export class EvidenceStore {
  readonly #knex: Knex;

  /** @param knex - a database that `createCollectionStore` has brought up to date */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Adds a record to a stream, in the transaction of the change that it is about.
   * Holds the stream until the transaction ends, so that appends of several
   * replicas come one after the other; a transaction that appends to several
   * streams must do so in the order of their names.
   *
   * @param options.closes - what the stream is about ends with this record
   * @throws InputError when the draft cannot be kept, see `sealRecord`.
   * @throws ConflictError when the stream is closed and this is no correction, or
   *   when its records were removed.
   */
  async append(
    trx: Knex.Transaction,
    stream: string,
    draft: EvidenceDraft,
    options: { closes?: boolean } = {},
  ): Promise<EvidenceRecord> {
    const row = await lockStream(trx, stream, draft.at);
    if (row.pruned_at !== null) {
      throw new ConflictError(
        `The records of ${stream} were removed at ${row.pruned_at}; nothing can be added`,
      );
    }
    if (row.closed_at !== null && !draft.corrects) {
      throw new ConflictError(
        `${stream} ended at ${row.closed_at}; only corrections can be added`,
      );
    }
    const { value, line } = await sealRecord(
      draft,
      { stream, seq: row.records + 1, previous: row.head || null },
      nodeSha256,
    );
    await trx<RecordRow>('evidence_records').insert({
      stream,
      seq: value.seq,
      line,
    });
    await trx<StreamRow>('evidence_streams')
      .where({ stream })
      .update({
        records: value.seq,
        head: value.hash,
        // A clock that was set back must not bring the end of its retention nearer.
        last_at: value.at > row.last_at ? value.at : row.last_at,
        ...(options.closes ? { closed_at: value.at } : {}),
      });
    return value;
  }

  /**
   * What is known of a stream, its records removed or not; undefined when there is
   * none.
   *
   * @param connection - a transaction to look from
   */
  async head(
    stream: string,
    connection: Knex = this.#knex,
  ): Promise<ExportedStream | undefined> {
    const row = await connection<StreamRow>('evidence_streams')
      .where({ stream })
      // Empty when its first record was refused and the transaction went on.
      .where('records', '>', 0)
      .first();
    return row && toExported(row);
  }

  /** Records of a stream in their order. */
  async read(
    stream: string,
    options: { after?: number; limit: number },
  ): Promise<EvidenceRecord[]> {
    const rows = await this.#page(stream, options.after ?? 0, options.limit);
    return rows.map(({ line }) => evidenceRecordSchema.parse(JSON.parse(line)));
  }

  /**
   * Begins an export (JSON Lines) for `opsdeck evidence verify`: answers its lines,
   * each with its end, which are read as they are taken. Records that are added
   * meanwhile are not in it. Taking them fails with a ConflictError when retention
   * removes a stream meanwhile.
   *
   * @throws NotFoundError when there is no such stream.
   */
  async export(
    streams: readonly string[],
    now: Date,
  ): Promise<AsyncIterable<string>> {
    const announced: ExportedStream[] = [];
    for (const stream of streams) {
      const known = await this.head(stream);
      if (!known) throw new NotFoundError(`There is no evidence of ${stream}`);
      announced.push(known);
    }
    const header = await sealHeader(announced, now, nodeSha256);
    return this.#lines(header.line, announced);
  }

  /**
   * Removes the records of closed streams whose last record is older than
   * `before`, of `limit` streams at most. Their number and last hash stay.
   * Answers how many streams that were.
   */
  async prune(before: Date, now: Date, limit: number): Promise<number> {
    return this.#knex.transaction(async trx => {
      const streams = await trx<StreamRow>('evidence_streams')
        .whereNull('pruned_at')
        .whereNotNull('closed_at')
        .where('last_at', '<', before.toISOString())
        .orderBy('last_at')
        .limit(limit)
        .forUpdate()
        .pluck('stream');
      if (streams.length === 0) return 0;
      await trx<RecordRow>('evidence_records')
        .whereIn('stream', streams)
        .delete();
      await trx<StreamRow>('evidence_streams')
        .whereIn('stream', streams)
        .update({ pruned_at: now.toISOString() });
      return streams.length;
    });
  }

  async *#lines(
    header: string,
    streams: readonly ExportedStream[],
  ): AsyncIterable<string> {
    yield `${header}\n`;
    for (const { stream, records, prunedAt } of streams) {
      if (prunedAt !== null) continue;
      for (let seq = 0; seq < records; ) {
        const limit = Math.min(CHUNK, records - seq);
        const rows = await this.#page(stream, seq, limit);
        if (rows.length === 0) {
          throw new ConflictError(
            `The records of ${stream} were removed while they were exported`,
          );
        }
        for (const row of rows) yield `${row.line}\n`;
        seq = rows[rows.length - 1].seq;
      }
    }
  }

  async #page(
    stream: string,
    after: number,
    limit: number,
  ): Promise<RecordRow[]> {
    return this.#knex<RecordRow>('evidence_records')
      .where({ stream })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit);
  }
}

/** The stream's row, made when it is new, and held until the transaction ends. */
async function lockStream(
  trx: Knex.Transaction,
  stream: string,
  at: string,
): Promise<StreamRow> {
  // On PostgreSQL a second first append waits here for the first.
  await trx<StreamRow>('evidence_streams')
    .insert({
      stream,
      records: 0,
      head: '',
      last_at: at,
      closed_at: null,
      pruned_at: null,
    })
    .onConflict('stream')
    .ignore();
  const row = await trx<StreamRow>('evidence_streams')
    .where({ stream })
    .forUpdate()
    .first();
  if (!row) throw new Error(`The evidence stream ${stream} is not visible`);
  return row;
}

function toExported(row: StreamRow): ExportedStream {
  return {
    stream: row.stream,
    records: row.records,
    head: row.head,
    prunedAt: row.pruned_at,
  };
}

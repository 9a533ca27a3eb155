import { InputError, NotFoundError } from '@backstage/errors';
import {
  compareVerdicts,
  toCsv,
  worstVerdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { EvidenceStore } from '@opsdeck/backstage-plugin-operations-node';
import {
  Proof,
  ProofFormat,
  ProofQuery,
  ProvenRun,
  hasControl,
  proveCadence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RETENTION_DAYS } from '../collection/scheduleRetention';
import { ProofStore } from '../database/ProofStore';
import { runStream } from '../database/runEvidence';
import { PROOF_COLUMNS } from './proofColumns';

/** A page that a person reads or prints holds so many runs at most. */
const MAX_LISTED = 500;
/** One export names so many runs at most. */
const MAX_EXPORTED = 10_000;
const DAY = 86_400_000;
const CHUNK = 500;

/** Proves what was done in a period: by its cadence, and by the record of each run. */
export class ProofBuilder {
  readonly #proofs: ProofStore;
  readonly #evidence: EvidenceStore;

  constructor(stores: { proofs: ProofStore; evidence: EvidenceStore }) {
    this.#proofs = stores.proofs;
    this.#evidence = stores.evidence;
  }

  /** Entities of which there is something to prove. */
  entityRefs(query: ProofQuery): Promise<string[]> {
    return this.#proofs.entityRefs(query);
  }

  async build(
    entityRefs: readonly string[],
    query: ProofQuery,
    now: Date,
  ): Promise<Proof> {
    const { from, to } = query;
    const watched = await this.#proofs.checklists(entityRefs, query);
    const runs = await this.#proofs.runs(entityRefs, query);
    const keptSince = new Date(
      now.getTime() - RETENTION_DAYS * DAY,
    ).toISOString();
    const checklists = watched
      .filter(isAbout(query))
      .map(({ id, firstSeenAt, occurrences, ...checklist }) => ({
        ...checklist,
        checklistId: id,
        ...proveCadence(occurrences, {
          from,
          watchedSince: firstSeenAt > keptSince ? firstSeenAt : keptSince,
          now,
        }),
      }))
      .sort((a, b) =>
        compareVerdicts(a.verdict ?? undefined, b.verdict ?? undefined),
      );
    const about = runs.filter(isAbout(query));
    return {
      from,
      to,
      evaluatedAt: now.toISOString(),
      verdict:
        worstVerdict(checklists.map(({ verdict }) => verdict ?? undefined)) ??
        null,
      checklists,
      runs: about.slice(0, MAX_LISTED),
      runsLeftOff: Math.max(0, about.length - MAX_LISTED),
      controls: [
        ...new Set([...watched, ...runs].flatMap(({ controls }) => controls)),
      ].sort(),
    };
  }

  /**
   * The records of the runs that were started in the period, a piece at a time.
   *
   * @throws NotFoundError when there are none.
   * @throws InputError when they are more than one export holds.
   */
  async export(
    entityRefs: readonly string[],
    query: ProofQuery,
    format: ProofFormat,
    now: Date,
  ): Promise<AsyncIterable<string>> {
    const runs = (await this.#proofs.runs(entityRefs, query)).filter(
      isAbout(query),
    );
    if (runs.length === 0) {
      throw new NotFoundError('No run was started in this period');
    }
    if (runs.length > MAX_EXPORTED) {
      throw new InputError(
        `${runs.length} runs were started in this period; one export holds ${MAX_EXPORTED}: choose a shorter one`,
      );
    }
    return format === 'csv'
      ? this.#csv(runs)
      : this.#evidence.export(
          runs.map(({ id }) => runStream(id)),
          now,
        );
  }

  async *#csv(runs: readonly ProvenRun[]): AsyncIterable<string> {
    yield toCsv(PROOF_COLUMNS, []);
    for (const run of runs) {
      let after = 0;
      for (;;) {
        const records = await this.#evidence.read(runStream(run.id), {
          after,
          limit: CHUNK,
        });
        yield withoutTitles(
          toCsv(
            PROOF_COLUMNS,
            records.map(record => ({ run, record })),
          ),
        );
        if (records.length < CHUNK) break;
        after = records[records.length - 1].seq;
      }
    }
  }
}

function isAbout({ control }: ProofQuery) {
  return ({ controls }: { controls: string[] }) =>
    control === undefined || hasControl(controls, control);
}

function withoutTitles(csv: string): string {
  return csv.slice(csv.indexOf('\r\n') + 2);
}

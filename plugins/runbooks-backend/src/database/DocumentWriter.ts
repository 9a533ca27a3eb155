import {
  RunbookDocumentStatus,
  RunbookRecord,
  checklistIds,
  checklistTitle,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { matchesDocumentPath } from '@opsdeck/backstage-plugin-operations-node';
import { Knex } from 'knex';
import { hashOf, keepDefinition } from './definitions';
import { ChecklistRow, DocumentRow } from './rows';

type ReadDocument = RunbookRecord['documents'][number];
type Problems = RunbookDocumentStatus['problems'];

const MAX_TITLE = 1_000;

/**
 * Writes what was read for one entity. What cannot be read or used now leaves the
 * last good version in use, marked stale; what is no longer pointed at goes.
 */
export class DocumentWriter {
  readonly #trx: Knex.Transaction;
  readonly #entityRef: string;
  readonly #now: Date;
  #changed = false;

  constructor(trx: Knex.Transaction, entityRef: string, now: Date) {
    this.#trx = trx;
    this.#entityRef = entityRef;
    this.#now = now;
  }

  /** Answers whether anything has changed. */
  async write({ documents, problems }: RunbookRecord): Promise<boolean> {
    const rows = await this.#trx<DocumentRow>('runbook_documents').where({
      entity_ref: this.#entityRef,
    });
    const known = new Map(rows.map(row => [row.path, row]));
    const read = new Set(documents.map(({ path }) => path));
    const unreadable = new Set<string>();

    for (const document of documents) {
      await this.#writeDocument(document, known.get(document.path));
    }
    for (const { path, message } of problems) {
      const concerned = rows.filter(
        row => !read.has(row.path) && isAbout(path, row.path),
      );
      const problem = { line: null, message, severity: 'error' as const };
      for (const row of concerned) {
        unreadable.add(row.path);
        await this.#markStale(row, [problem]);
      }
      if (concerned.length === 0 && !read.has(path)) {
        unreadable.add(path);
        await this.#keep({
          ...emptyRow(this.#entityRef, path),
          stale: true,
          problems: JSON.stringify([problem]),
        });
      }
    }
    for (const row of rows) {
      if (!read.has(row.path) && !unreadable.has(row.path)) {
        await this.#remove(row.path);
      }
    }
    return this.#changed;
  }

  async #writeDocument(document: ReadDocument, row: DocumentRow | undefined) {
    const problems: Problems = document.problems.map(
      ({ line, message, severity }) => ({ line, message, severity }),
    );
    if (problems.some(({ severity }) => severity === 'error')) {
      await this.#markStale(
        row ?? emptyRow(this.#entityRef, document.path),
        problems,
      );
      return;
    }
    const fingerprint = hashOf(document);
    if (row && row.fingerprint === fingerprint && !row.stale) return;
    await this.#keep({
      entity_ref: this.#entityRef,
      path: document.path,
      title: document.title.slice(0, MAX_TITLE),
      url: document.url,
      fingerprint,
      read_at: this.#now.toISOString(),
      stale: false,
      problems: JSON.stringify(problems),
      lint: JSON.stringify(document.lint),
    });
    await this.#writeChecklists(document);
  }

  async #writeChecklists({ path, title, checklists }: ReadDocument) {
    const ids = checklistIds(path, checklists);
    await this.#retireChecklists(path, ids);
    for (const [position, checklist] of checklists.entries()) {
      const hash = await keepDefinition(this.#trx, checklist, this.#now);
      await this.#writeChecklist({
        entity_ref: this.#entityRef,
        checklist_id: ids[position],
        path,
        position,
        title: checklistTitle(checklist, title, checklists.length).slice(
          0,
          MAX_TITLE,
        ),
        document_title: title.slice(0, MAX_TITLE),
        definition_hash: hash,
        first_seen_at: this.#now.toISOString(),
        opened_until: null,
        next_open_at: '',
        gone_at: null,
        calendar: checklist.schedule?.calendar ?? null,
        plan_version: 0,
        owner_ref: ownerRefOf(checklist.owner),
      });
    }
  }

  async #writeChecklist(row: ChecklistRow) {
    const key = { entity_ref: row.entity_ref, checklist_id: row.checklist_id };
    const before = await this.#trx<ChecklistRow>('checklists')
      .where(key)
      .first();
    if (!before) {
      await this.#trx<ChecklistRow>('checklists').insert(row);
      return;
    }
    const { first_seen_at, opened_until, plan_version, ...changes } = row;
    // What fell due while it was away is nobody's omission either.
    const returned = before.gone_at !== null;
    await this.#trx<ChecklistRow>('checklists')
      .where(key)
      .update(returned ? { ...changes, first_seen_at, opened_until } : changes);
    // Not from what was read above: a calendar may have changed in between.
    await this.#trx<ChecklistRow>('checklists')
      .where(key)
      .increment('plan_version', 1);
  }

  async #markStale(row: DocumentRow, problems: Problems) {
    const text = JSON.stringify(problems);
    if (row.stale && row.problems === text) return;
    await this.#keep({ ...row, stale: true, problems: text });
  }

  async #keep(row: DocumentRow) {
    this.#changed = true;
    await this.#trx<DocumentRow>('runbook_documents')
      .insert(row)
      .onConflict(['entity_ref', 'path'])
      .merge();
  }

  async #remove(path: string) {
    this.#changed = true;
    await this.#trx('runbook_documents')
      .where({ entity_ref: this.#entityRef, path })
      .delete();
    await this.#retireChecklists(path, []);
  }

  async #retireChecklists(path: string, except: readonly string[]) {
    await this.#trx<ChecklistRow>('checklists')
      .where({ entity_ref: this.#entityRef, path })
      .whereNull('gone_at')
      .whereNotIn('checklist_id', [...except])
      .update({ gone_at: this.#now.toISOString(), next_open_at: null });
  }
}

/** A problem concerns the paths that it names, or all when it names the annotation. */
function isAbout(problem: string, path: string): boolean {
  return (
    problem === OPSDECK_ANNOTATIONS.runbooks ||
    matchesDocumentPath(problem, path)
  );
}

/** The owner as an entity ref, a group unless told; null for none and for a name in words. */
function ownerRefOf(owner: string | null): string | null {
  if (owner === null || !/^[\w.:/-]+$/.test(owner)) return null;
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: DEFAULT_NAMESPACE,
      }),
    ).slice(0, 255);
  } catch {
    // What is no reference names nobody; the owner of the entity answers for it.
    return null;
  }
}

function emptyRow(entityRef: string, path: string): DocumentRow {
  return {
    entity_ref: entityRef,
    path,
    title: path,
    url: null,
    fingerprint: '',
    read_at: null,
    stale: false,
    problems: '[]',
    lint: '[]',
  };
}

import { OPSDECK_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { matchesDocumentPath } from '@opsdeck/backstage-plugin-operations-node';
import {
  DefinitionProblem,
  OpenSloProblem,
  OpenSloResult,
  parseOpenSlo,
} from '@opsdeck/backstage-plugin-slos-common';
import { StoredDocument } from '../database/definitionRows';
import { DocumentsRecord } from './records';

/** What an entity's files say, with the last good version where the present one is no use. */
export interface ChosenDocuments {
  documents: StoredDocument[];
  result: Pick<OpenSloResult, 'slos' | 'others'>;
  problems: DefinitionProblem[];
}

/**
 * Decides which version of each file counts. A file that cannot be read, or
 * whose new version has an error, stays in use as it last was good; what is
 * wrong is told. Of a file that never was good the objectives without an error
 * count.
 */
export function chooseDocuments(
  read: Pick<DocumentsRecord, 'documents' | 'problems'>,
  inUse: readonly StoredDocument[],
): ChosenDocuments {
  const present = new Map(read.documents.map(each => [each.path, each]));
  const unread = inUse.filter(
    ({ path }) =>
      !present.has(path) &&
      read.problems.some(problem => concerns(problem.path, path)),
  );
  const lastGood = new Map(
    inUse.flatMap(each => (each.good ? [[each.path, each] as const] : [])),
  );

  const first = parse([...read.documents, ...unread]);
  const faulty = new Set(
    first.problems.filter(isError).map(({ file }) => file),
  );
  const chosen: StoredDocument[] = [
    ...unread,
    ...read.documents.map(({ path, text, url }) => {
      const good = !faulty.has(path);
      const kept = good ? undefined : lastGood.get(path);
      return kept ?? { path, text, url, good };
    }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const substituted = new Set(
    chosen
      .filter(each => each.good && faulty.has(each.path))
      .map(({ path }) => path),
  );
  const result = substituted.size > 0 ? parse(chosen) : first;
  return {
    documents: chosen,
    result,
    problems: [
      ...read.problems.map(problem => unreadable(problem, unread)),
      ...distinct([...first.problems, ...result.problems]).map(problem => ({
        ...problem,
        lastGoodInUse: substituted.has(problem.file),
      })),
    ],
  };
}

function parse(documents: readonly { path: string; text: string }[]) {
  return parseOpenSlo(
    documents.map(({ path, text }) => ({ file: path, text })),
  );
}

function isError({ severity }: OpenSloProblem): boolean {
  return severity === 'error';
}

/** Whether what is wrong with an entry of the annotation is why a file is not there. */
function concerns(entry: string, path: string): boolean {
  return entry === OPSDECK_ANNOTATIONS.slos || matchesDocumentPath(entry, path);
}

function unreadable(
  { path, message }: { path: string; message: string },
  unread: readonly StoredDocument[],
): DefinitionProblem {
  return {
    severity: 'error',
    rule: 'document/unreadable',
    message,
    file: path,
    line: null,
    path: '',
    lastGoodInUse: unread.some(each => concerns(path, each.path)),
  };
}

function distinct(problems: readonly OpenSloProblem[]): OpenSloProblem[] {
  return [
    ...new Map(
      problems.map(problem => [JSON.stringify(problem), problem]),
    ).values(),
  ];
}

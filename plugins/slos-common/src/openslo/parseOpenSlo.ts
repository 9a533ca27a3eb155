import { LineCounter, isMap, isSeq, parseAllDocuments } from 'yaml';
import { Dialect, V1, V2ALPHA } from './dialect';
import { Field, FieldContext } from './field';
import { readIndicator } from './indicator';
import { readMetadata } from './metadata';
import { ProblemList } from './problems';
import { ReadIndicator, resolveSlos, uniqueIndicators } from './resolve';
import { description, oneOf } from './rules';
import { PendingSlo, readSlo } from './slo';
import {
  OPEN_SLO_KINDS,
  OPEN_SLO_VERSIONS,
  OpenSloKind,
  OpenSloResult,
  OpenSloVersion,
  OtherObject,
} from './types';
import { readV1alphaSlo } from './v1alpha';

/** One file to read; the name is only used to say where something stands. */
export interface OpenSloFile {
  file: string;
  text: string;
}

interface Collected extends Pick<OpenSloResult, 'services' | 'others'> {
  slos: PendingSlo[];
  indicators: ReadIndicator[];
}

/**
 * Reads OpenSLO files (YAML or JSON, several documents or a list of objects a
 * file) and resolves references to indicators among them. The rules are those
 * of the official validator (OpenSLO go-sdk). Nothing is thrown on content:
 * what is wrong is in `problems`, and an object with an error is left out.
 */
export function parseOpenSlo(files: readonly OpenSloFile[]): OpenSloResult {
  const problems = new ProblemList();
  const collected: Collected = {
    slos: [],
    indicators: [],
    services: [],
    others: [],
  };
  for (const file of files) readFile(file, problems, collected);
  const indicators = uniqueIndicators(collected.indicators);
  return {
    slos: resolveSlos(collected.slos, indicators, problems),
    indicators: [...indicators.values()],
    services: collected.services,
    others: collected.others,
    problems: problems.problems,
  };
}

function readFile(
  { file, text }: OpenSloFile,
  problems: ProblemList,
  collected: Collected,
): void {
  const lineCounter = new LineCounter();
  // The parser reports even what overflows its stack as an error of the document.
  const documents = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
  });
  for (const document of documents) {
    for (const error of document.errors) {
      const { line } = lineCounter.linePos(error.pos[0]);
      problems.error({ file, line, path: '' }, 'yaml', error.message);
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    const context: FieldContext = { file, document, lineCounter, problems };
    for (const object of objectsOf(context)) {
      readObject(object, problems, collected);
    }
  }
}

/** The objects of a document: itself, or the items when it is a list. */
function objectsOf(context: FieldContext): Field[] {
  const { contents } = context.document;
  const nodes = isSeq(contents) ? contents.items : [contents];
  return nodes.map(node => {
    const offset = isMap(node) ? node.range?.[0] : contents?.range?.[0];
    const { line } = context.lineCounter.linePos(offset ?? 0);
    return new Field(context, node, '', Math.max(line, 1));
  });
}

function readObject(
  object: Field,
  problems: ProblemList,
  collected: Collected,
): void {
  const errorsBefore = problems.errorCount;
  if (!object.present) return;
  if (!object.readMapping(['apiVersion', 'kind', 'metadata', 'spec'])) return;
  const version = readVersion(object.child('apiVersion'));
  const kind = version && oneOf(object.child('kind'), OPEN_SLO_KINDS);
  if (!version || !kind) return;
  if (version === 'openslo/v1alpha' && !['SLO', 'Service'].includes(kind)) {
    object
      .child('kind')
      .error(
        'unsupported-version',
        `${version} has no objects of kind ${kind}`,
      );
    return;
  }
  const add = readKind(object, kind, version, collected);
  if (problems.errorCount === errorsBefore) add?.();
}

function readVersion(field: Field): OpenSloVersion | undefined {
  const text = field.scalarText();
  const version = OPEN_SLO_VERSIONS.find(known => known === text);
  if (version) return version;
  field.error(
    text ? 'unsupported-version' : 'required',
    text
      ? `OpenSLO version "${text}" is not supported; supported are ${OPEN_SLO_VERSIONS.join(
          ', ',
        )}`
      : '"apiVersion" is missing; write openslo/v1',
  );
  return undefined;
}

/** Reads an object and answers how to add it, if it turns out to have no error. */
function readKind(
  object: Field,
  kind: OpenSloKind,
  version: OpenSloVersion,
  collected: Collected,
): (() => void) | undefined {
  const dialect: Dialect = version === V2ALPHA.version ? V2ALPHA : V1;
  switch (kind) {
    case 'SLO': {
      const slo =
        version === 'openslo/v1alpha'
          ? readV1alphaSlo(object)
          : readSlo(object, dialect);
      return slo && (() => collected.slos.push(slo));
    }
    case 'SLI': {
      const indicator = readIndicator(object, dialect);
      return (
        indicator &&
        (() => collected.indicators.push({ field: object, indicator }))
      );
    }
    default: {
      const other = readOther(object, kind, version);
      if (!other) return undefined;
      if (kind !== 'Service') return () => collected.others.push(other);
      const { kind: _, spec, ...service } = other;
      const text = spec.description;
      return () =>
        collected.services.push({
          ...service,
          ...(typeof text === 'string' ? { description: text } : {}),
        });
    }
  }
}

function readOther(
  object: Field,
  kind: OpenSloKind,
  version: OpenSloVersion,
): OtherObject | undefined {
  const metadata = readMetadata(object.child('metadata'), version);
  const specField = object.child('spec');
  if (kind === 'Service' && specField.present) {
    specField.readMapping(['description']);
  }
  if (specField.isMapping) description(specField);
  const spec = specField.readJsonObject() ?? {};
  const { connectionDetails: _, ...kept } = spec;
  return (
    metadata && {
      ...metadata,
      kind,
      spec: kept,
      source: { file: object.file, line: object.line },
    }
  );
}

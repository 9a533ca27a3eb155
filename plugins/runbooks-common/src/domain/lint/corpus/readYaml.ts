import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { LineCounter, isMap, parseAllDocuments, type Document } from 'yaml';
import type {
  AlertRule,
  DataResource,
  Objective,
  Passage,
  Unreadable,
} from './types';

/** What a YAML text holds that rules look at. */
export interface YamlContent {
  rules: AlertRule[];
  resources: DataResource[];
  objectives: Objective[];
  passages: Passage[];
  /** A catalog entity stands in it. */
  isCatalog: boolean;
}

/** The documents of a YAML text, and what kept others from being read. */
export interface YamlReading {
  contents: YamlContent[];
  errors: Unreadable[];
}

type Path = (string | number)[];
type Values = Record<string, unknown>;

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function values(value: unknown): Values {
  return isValues(value) ? value : {};
}

function list(value: unknown): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}

function minutes(value: unknown): number | null {
  try {
    return typeof value === 'string'
      ? parseDuration(value).as('minutes')
      : null;
  } catch {
    // What is no duration is told by the tab that uses it.
    return null;
  }
}

class YamlReader {
  readonly content: YamlContent = {
    rules: [],
    resources: [],
    objectives: [],
    passages: [],
    isCatalog: false,
  };
  readonly #document: Document;
  readonly #file: string;
  readonly #lineOf: (offset: number) => number;

  constructor(
    document: Document,
    file: string,
    lineOf: (offset: number) => number,
  ) {
    this.#document = document;
    this.#file = file;
    this.#lineOf = lineOf;
  }

  read(): void {
    const root = values(this.#document.toJS({ maxAliasCount: 100 }));
    const kind = text(root.kind);
    const version = text(root.apiVersion);
    list(root.groups).forEach((group, at) =>
      this.#readGroup(group, ['groups', at]),
    );
    const spec = values(root.spec);
    if (kind === 'PrometheusRule') {
      list(spec.groups).forEach((group, at) =>
        this.#readGroup(group, ['spec', 'groups', at]),
      );
    }
    list(root.monitors).forEach((monitor, at) =>
      this.#readMonitor(monitor, ['monitors', at]),
    );
    if (version.startsWith('backstage.io/')) this.#readEntity(root);
    if (version.startsWith('openslo/') && kind === 'SLO') this.#readSlo(root);
  }

  /** 1-based line of the key at the end of a path, else of what is around it. */
  #line(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const parent = this.#document.getIn(path.slice(0, length - 1), true);
      const key = path[length - 1];
      const at = isMap(parent)
        ? parent.items.find(item => String(item.key) === key)?.key
        : this.#document.getIn(path.slice(0, length), true);
      const range = values(at).range;
      if (Array.isArray(range)) return this.#lineOf(range[0]);
    }
    return this.#lineOf(this.#document.range?.[0] ?? 0);
  }

  #readGroup(group: Values, path: Path): void {
    list(group.rules).forEach((rule, at) => {
      if (!text(rule.alert)) return;
      const place: Path = [...path, 'rules', at];
      const annotations = values(rule.annotations);
      this.content.rules.push({
        system: 'prometheus',
        name: text(rule.alert),
        expression: text(rule.expr),
        file: this.#file,
        line: this.#line([...place, 'alert']),
        expressionLine: this.#line([...place, 'expr']),
        severity: text(values(rule.labels).severity) || null,
        hasRunbook: Object.keys(annotations).some(key => /runbook/i.test(key)),
        text: Object.values(annotations).map(text).join(' '),
      });
    });
  }

  #readMonitor(monitor: Values, path: Path): void {
    if (!text(monitor.query)) return;
    const tags = Array.isArray(monitor.tags) ? monitor.tags.map(text) : [];
    const severity = tags.find(tag => tag.startsWith('severity:'));
    const message = text(monitor.message);
    this.content.rules.push({
      system: 'datadog',
      name: text(monitor.name),
      expression: text(monitor.query),
      file: this.#file,
      line: this.#line([...path, 'name']),
      expressionLine: this.#line([...path, 'query']),
      severity: severity?.slice('severity:'.length) ?? null,
      hasRunbook: /https?:\/\//.test(message),
      text: message,
    });
  }

  #readEntity(root: Values): void {
    this.content.isCatalog = true;
    const metadata = values(root.metadata);
    const annotations = values(metadata.annotations);
    const description = text(metadata.description);
    const descriptionLine = this.#line(['metadata', 'description']);
    if (description) {
      this.content.passages.push({
        file: this.#file,
        line: descriptionLine,
        text: description,
        kind: 'description',
      });
    }
    if (root.kind !== 'Resource') return;
    const hints = [description, ...Object.keys(annotations)].join(' ');
    const rpo: Path = ['metadata', 'annotations', 'opsdeck.io/rpo'];
    this.content.resources.push({
      file: this.#file,
      line: this.#line(['metadata', 'name']),
      name: text(metadata.name),
      type: text(values(root.spec).type),
      rpo: minutes(annotations['opsdeck.io/rpo']),
      rto: minutes(annotations['opsdeck.io/rto']),
      rpoLine: this.#line(rpo),
      isManagedDatabase: /\bRDS\b|amazon-rds|flexible server/i.test(hints),
    });
  }

  #readSlo(root: Values): void {
    const spec = values(root.spec);
    const metadata = values(root.metadata);
    const words = [text(metadata.displayName), text(spec.description)].join(
      ' ',
    );
    const indicator = JSON.stringify(spec.indicator ?? '');
    const le = /le=\\?["'](\d+(?:\.\d+)?)\\?["']/.exec(indicator)?.[1];
    const isLatency = le !== undefined || /latency|\bp9\d\b/i.test(words);
    const [objective] = list(spec.objectives);
    const target = Number(objective?.target);
    const counts = text(spec.budgetingMethod) === 'Occurrences' && !isLatency;
    this.content.objectives.push({
      file: this.#file,
      line: this.#line(['metadata', 'name']),
      name: text(metadata.name),
      budget: counts && target > 0 && target < 1 ? 1 - target : null,
      latency: le === undefined ? null : Number(le),
    });
  }
}

/**
 * Reads what rules look at out of YAML, document by document. `firstLine` is the
 * 1-based line of the text in the file.
 */
export function readYaml(
  source: string,
  file: string,
  firstLine = 1,
): YamlReading {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(source, {
    lineCounter,
    logLevel: 'silent',
  });
  const reading: YamlReading = { contents: [], errors: [] };
  const lineOf = (offset: number) =>
    lineCounter.linePos(offset).line + firstLine - 1;
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) {
      const [message] = error.message.split('\n');
      reading.errors.push({
        file,
        line: lineOf(error.pos[0]),
        message: `This YAML cannot be read: ${message.replace(/:$/, '')}.`,
      });
      continue;
    }
    try {
      const reader = new YamlReader(document, file, lineOf);
      reader.read();
      reading.contents.push(reader.content);
    } catch (cause) {
      // Aliases that multiply without end.
      reading.errors.push({
        file,
        line: firstLine,
        message: `This YAML cannot be read: ${String(cause).split('\n')[0]}`,
      });
    }
  }
  return reading;
}

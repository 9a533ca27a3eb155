import { parseCadence } from './headings/cadence';
import { parseKind } from './headings/kind';
import {
  executionFromWords,
  modeFromWords,
  type Metadata,
} from './headings/metadata';
import {
  durationFromWords,
  isZone,
  responseFromWords,
  timeOfDay,
} from './headings/times';
import type { FrontMatter } from './frontMatter';
import type { ProblemList } from './problems';
import { cadenceFrame, readScheduleRules } from './scheduleRules';
import { CHECKLIST_KINDS, type ChecklistKind } from './types';

/** What front matter declares, for the document or for one of its headings. */
export interface Declared extends Metadata {
  title?: string;
  kind?: ChecklistKind;
}

/** Declarations of a document and of its checklists by heading. */
export interface Declarations {
  document: Declared;
  /** Declarations under `checklists`, by lower-case heading. */
  byHeading: Map<string, Declared>;
}

type Values = Record<string, unknown>;

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  return typeof value === 'number' ? String(value) : null;
}

function strings(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items
    .flatMap(item => (text(item) ?? '').split(','))
    .map(item => item.trim())
    .filter(Boolean);
}

/** Reads one mapping; each key that says nothing usable is a problem. */
class DeclarationReader {
  readonly #values: Values;
  readonly #warn: (key: string, expected: string) => void;
  readonly declared: Declared = {};

  constructor(values: Values, warn: (key: string, expected: string) => void) {
    this.#values = values;
    this.#warn = warn;
  }

  /** First of some keys that is present, with its value. */
  #first(keys: string[]): [key: string, value: unknown] | null {
    const key = keys.find(name => this.#values[name] !== undefined);
    return key ? [key, this.#values[key]] : null;
  }

  read<K extends keyof Declared>(
    field: K,
    keys: string[],
    parse: (value: string) => Declared[K] | null | undefined,
    expected: string,
  ): void {
    const found = this.#first(keys);
    if (!found || found[1] === null) return;
    const value = text(found[1]);
    const parsed = value === null ? null : parse(value);
    if (parsed === null || parsed === undefined) this.#warn(found[0], expected);
    else this.declared[field] = parsed;
  }

  readCadence(): void {
    const found = this.#first([
      'cadence',
      'rrule',
      'schedule',
      'frequency',
      'recurrence',
      'cron',
    ]);
    if (!found) return;
    const [key, value] = found;
    const declared = text(value);
    const isNone =
      value === null ||
      value === false ||
      /^(?:none|never|on[- ]demand|ad[- ]hoc)$/i.test(declared ?? '');
    if (isNone) {
      this.declared.cadence = null;
      return;
    }
    const frame = declared === null ? null : cadenceFrame(declared);
    const cadence = frame && parseCadence(frame.cadence);
    if (!cadence) {
      this.#warn(
        key,
        'an RRULE such as FREQ=WEEKLY;BYDAY=MO, a cron expression, an ISO-8601 duration or a word such as weekly',
      );
      return;
    }
    this.declared.cadence = cadence.rule;
    if (cadence.doubt) this.declared.doubt = cadence.doubt;
    const { start, zone, at = cadence.at } = frame ?? {};
    if (at) this.declared.at = at;
    if (zone) this.declared.zone = zone;
    if (start) this.declared.schedule = { start };
  }

  readSchedule(): void {
    const { rules, at } = readScheduleRules(key => {
      const value = this.#values[key];
      return value === undefined ? undefined : text(value);
    }, this.#warn);
    if (at) this.declared.at = at;
    if (rules) {
      this.declared.schedule = { ...this.declared.schedule, ...rules };
    }
  }

  readAlert(): void {
    const alert = this.#values.alert;
    const name = isValues(alert) ? text(alert.name) : text(alert);
    if (name) this.declared.alert = name;
    const response =
      text(isValues(alert) ? alert.response : undefined) ??
      text(this.#values.response);
    if (!response) return;
    const parsed = responseFromWords(response);
    if (parsed) this.declared.response = parsed;
    else this.#warn('response', 'a duration such as PT5M or "immediate"');
  }

  readControls(): void {
    const found = this.#first(['controls', 'control']);
    if (found) this.declared.controls = strings(found[1]);
  }
}

function readDeclared(
  values: Values,
  warn: (key: string, expected: string) => void,
): Declared {
  const reader = new DeclarationReader(values, warn);
  reader.readCadence();
  reader.readSchedule();
  reader.readAlert();
  reader.readControls();
  reader.read('title', ['title'], value => value, 'a text');
  reader.read(
    'kind',
    ['kind'],
    value => parseKind(value, CHECKLIST_KINDS),
    `one of ${CHECKLIST_KINDS.join(', ')}`,
  );
  reader.read('owner', ['owner'], value => value, 'an entity reference');
  reader.read('role', ['role', 'assignee'], value => value, 'a text');
  reader.read(
    'at',
    ['at', 'due', 'time'],
    timeOfDay,
    'a time of day such as 09:30',
  );
  reader.read(
    'zone',
    ['zone', 'timezone', 'timeZone', 'tz'],
    value => (isZone(value) ? value : null),
    'an IANA time zone such as Europe/London',
  );
  reader.read(
    'duration',
    ['duration', 'estimate', 'target'],
    durationFromWords,
    'a duration such as PT30M',
  );
  const modeKeys = ['mode', 'execution', 'automation'];
  for (const key of modeKeys) {
    const value = text(values[key]);
    if (value === null) continue;
    const mode = modeFromWords(value);
    const execution = executionFromWords(value);
    if (mode) reader.declared.mode = mode;
    if (execution) reader.declared.execution = execution;
    if (!mode && !execution) {
      warn(key, 'read-do, do-confirm, manual, automated or automated+review');
    }
  }
  return reader.declared;
}

/** Name under which headings are compared. */
export function headingKey(heading: string): string {
  return heading.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Reads what front matter declares about the checklists of a document. */
export function readDeclarations(
  frontMatter: FrontMatter,
  problems: ProblemList,
): Declarations {
  const warn = (key: string, expected: string) =>
    problems.add(
      'warning',
      'front-matter-value',
      frontMatter.lineOf(key),
      `Front matter "${key}" is not ${expected}.`,
    );
  const { values } = frontMatter;
  const byHeading = new Map<string, Declared>();
  const { checklists } = values;
  if (Array.isArray(checklists)) {
    for (const item of checklists) {
      const heading = isValues(item) ? text(item.heading) : null;
      if (isValues(item) && heading) {
        byHeading.set(headingKey(heading), readDeclared(item, warn));
      } else {
        warn('checklists', 'a list of entries that each have a heading');
      }
    }
  } else if (isValues(checklists)) {
    for (const [heading, item] of Object.entries(checklists)) {
      if (isValues(item)) {
        byHeading.set(headingKey(heading), readDeclared(item, warn));
      }
    }
  }
  return { document: readDeclared(values, warn), byHeading };
}

import type { ScheduleRules } from '../scheduleRules';
import type { ExecutionMode, ReadingMode } from '../types';
import { cadenceFromWords } from './cadenceWords';
import { parseCadence } from './cadence';
import {
  durationFromWords,
  responseFromWords,
  timeOfDay,
  zoneFromWords,
} from './times';
import { inBrackets } from './words';

/** What a heading, a labelled line or front matter says about a checklist. */
export interface Metadata {
  /** RRULE value; null says that there is none. */
  cadence?: string | null;
  execution?: ExecutionMode;
  mode?: ReadingMode;
  owner?: string;
  role?: string;
  at?: string;
  zone?: string;
  duration?: string;
  alert?: string;
  response?: string;
  controls?: string[];
  /** Calendar, due window, grace and beginning; front matter only. */
  schedule?: ScheduleRules;
  /** What a cadence leaves open, as half a sentence. */
  doubt?: string;
}

/** Reads "automated", "manual", "automated + manual review". */
export function executionFromWords(text: string): ExecutionMode | undefined {
  const automated = /\bautomat(?:ed|ic|ically)\b/i.test(text);
  const person = /\b(?:manual|manually|review|reviewed)\b/i.test(text);
  if (automated) return person ? 'automated+review' : 'automated';
  return /\bmanual(?:ly)?\b/i.test(text) ? 'manual' : undefined;
}

/** Reads "read-do" and "do-confirm". */
export function modeFromWords(text: string): ReadingMode | undefined {
  if (/\bread[- ]?do\b/i.test(text)) return 'read-do';
  return /\bdo[- ]?confirm\b/i.test(text) ? 'do-confirm' : undefined;
}

const BRACKETED_LABEL = /^(owner|role|assignee)\s*:\s*(.+)$/i;
const LENGTH_IN_BRACKETS =
  /^(?:~|≈|<|≤|about|approx\.?|est\.?|estimated|max\.?|up to|within)?\s*\d/i;
const FAILURE =
  /\b(?:fail(?:ed|ing|s|ure|ures)?|missing|missed|error|errors)\b/i;

function ofBrackets(text: string, into: Metadata): void {
  const response = /\brespon(?:se|d)\b/i.test(text)
    ? responseFromWords(text)
    : null;
  if (response) {
    into.response = response;
    return;
  }
  into.execution ??= executionFromWords(text);
  into.mode ??= modeFromWords(text);
  const label = BRACKETED_LABEL.exec(text);
  if (label) {
    if (label[1].toLowerCase() === 'owner') into.owner = label[2].trim();
    else into.role = label[2].trim();
  }
  if (LENGTH_IN_BRACKETS.test(text) && !timeOfDay(text)) {
    into.duration ??= durationFromWords(text) ?? undefined;
  }
}

/** Reads what the text of one heading says about the checklist below it. */
export function metadataOfHeading(heading: string): Metadata {
  const metadata: Metadata = {};
  // "Daily backup failed" is an incident, not a duty of every day.
  const cadence = FAILURE.test(heading) ? null : cadenceFromWords(heading);
  if (cadence) {
    metadata.cadence = cadence.rule;
    if (cadence.doubt) metadata.doubt = cadence.doubt;
    metadata.at = timeOfDay(heading) ?? undefined;
    metadata.zone = metadata.at && (zoneFromWords(heading) ?? undefined);
    metadata.execution = executionFromWords(
      heading.replace(/[([][^()[\]]*[)\]]/g, ' ').replace(/\breview\b/gi, ' '),
    );
  }
  for (const text of inBrackets(heading)) {
    for (const part of text.split(/[,;]/)) ofBrackets(part.trim(), metadata);
  }
  return metadata;
}

type Reader = (value: string, into: Metadata) => void;

const readCadence: Reader = (value, into) => {
  const cadence = parseCadence(value);
  if (!cadence) return;
  into.cadence = cadence.rule;
  if (cadence.doubt) into.doubt = cadence.doubt;
  into.at ??= cadence.at ?? timeOfDay(value) ?? undefined;
};
const readTime: Reader = (value, into) => {
  into.at ??= timeOfDay(value) ?? undefined;
  into.zone ??= zoneFromWords(value) ?? undefined;
};
const readDuration: Reader = (value, into) => {
  into.duration ??= durationFromWords(value) ?? undefined;
};
const readOwner: Reader = (value, into) => {
  into.owner ??= value;
};
const readRole: Reader = (value, into) => {
  into.role ??= value;
};
const readExecution: Reader = (value, into) => {
  into.execution ??= executionFromWords(value);
  into.mode ??= modeFromWords(value);
};
const readAlert: Reader = (value, into) => {
  // An expression or a list of names binds to no one alert.
  if (/^[A-Za-z][\w-]*$/.test(value)) into.alert ??= value;
};
const readResponse: Reader = (value, into) => {
  into.response ??= responseFromWords(value) ?? undefined;
};

const LABELS: Record<string, Reader> = {
  alert: readAlert,
  'alert name': readAlert,
  assignee: readRole,
  cadence: readCadence,
  duration: readDuration,
  'estimated duration': readDuration,
  'estimated time': readDuration,
  execution: readExecution,
  frequency: readCadence,
  mode: readExecution,
  owner: readOwner,
  'performed by': readRole,
  recurrence: readCadence,
  'response target': readResponse,
  'response time': readResponse,
  response: readResponse,
  responsible: readOwner,
  role: readRole,
  schedule: readCadence,
  time: readTime,
  'time required': readDuration,
};

/** Reads one line of prose such as "Owner: database team" into the metadata. */
export function readLabelledLine(line: string, into: Metadata): void {
  const match = /^([A-Za-z][A-Za-z ]{2,30})\s*:\s*(\S.{0,200})$/.exec(line);
  const reader = match && LABELS[match[1].trim().toLowerCase()];
  if (match && reader) reader(match[2].trim(), into);
}

import { cadenceWarnings } from '../domain/cadenceWarnings';
import type { Declarations, Declared } from './declared';
import { headingKey } from './declared';
import { kindOf } from './headings/kind';
import {
  metadataOfHeading,
  readLabelledLine,
  type Metadata,
} from './headings/metadata';
import { plainLines } from './parse/plainText';
import { startLine } from './parse/source';
import type { ProblemList } from './problems';
import type { Section, SectionHeading } from './sections';
import type { AlertPlaybook } from './steps/context';
import type {
  AlertBinding,
  ChecklistKind,
  CommandBlock,
  ContextSection,
  ReadingMode,
  RunbookChecklist,
  RunbookStep,
} from './types';

/** A section with what was found in it. */
export interface ReadSection {
  section: Section;
  steps: RunbookStep[];
  playbooks: AlertPlaybook[];
  /** Markdown of the blocks that gave no steps. */
  context: string;
  /** Commands in these blocks. */
  commands: CommandBlock[];
}

/** What the whole document says. */
export interface DocumentFacts {
  declarations: Declarations;
  /** Title when a section has no heading. */
  fallbackTitle: string;
  /** Alert that the document is about. */
  alertName: string | null;
  /** What labelled lines say, by the heading they stand under. */
  labelled: Map<SectionHeading | undefined, Metadata>;
  problems: ProblemList;
}

/** Reads the labelled lines of every section, by own heading. */
export function labelledLines(
  sections: Section[],
): Map<SectionHeading | undefined, Metadata> {
  return new Map(
    sections.map(({ headings, blocks }) => {
      const metadata: Metadata = {};
      for (const block of blocks) {
        if (block.type !== 'paragraph') continue;
        for (const line of plainLines(block)) readLabelledLine(line, metadata);
      }
      return [headings.at(-1), metadata];
    }),
  );
}

/**
 * What is said about a checklist, nearest first: front matter for its heading,
 * front matter of the document, then from the own section outwards the labelled
 * lines and the heading.
 */
function sourcesOf(
  section: Section,
  facts: DocumentFacts,
): [declared: Declared[], written: Metadata[]] {
  const own = section.headings.at(-1);
  const forHeading =
    own && facts.declarations.byHeading.get(headingKey(own.text));
  const declared = [forHeading ?? {}, facts.declarations.document];
  const written: Metadata[] = [];
  for (const heading of [...section.headings].reverse()) {
    written.push(facts.labelled.get(heading) ?? {});
    written.push(metadataOfHeading(heading.text));
  }
  written.push(facts.labelled.get(undefined) ?? {});
  return [declared, written];
}

function firstOf<K extends keyof Declared>(
  sources: Declared[],
  key: K,
): Declared[K] | undefined {
  return sources.find(source => source[key] !== undefined)?.[key];
}

/** Emergencies are read step by step, routine work is confirmed (Boorman). */
function defaultMode(kind: ChecklistKind): ReadingMode {
  const confirmed = ['maintenance', 'handover', 'review', 'other'];
  return confirmed.includes(kind) ? 'do-confirm' : 'read-do';
}

function alertOf(
  playbook: AlertPlaybook | null,
  sources: Declared[],
  facts: DocumentFacts,
): AlertBinding | null {
  const name =
    playbook?.alert.name ?? firstOf(sources, 'alert') ?? facts.alertName;
  if (!name) return null;
  const response =
    playbook?.alert.response ?? firstOf(sources, 'response') ?? null;
  return { name, response };
}

interface ChecklistParts {
  title: string;
  line: number;
  steps: RunbookStep[];
  context: string;
  commands: CommandBlock[];
  playbook: AlertPlaybook | null;
}

function warnOfCadence(
  sources: Declared[],
  line: number,
  problems: ProblemList,
): void {
  const source = sources.find(({ cadence }) => cadence !== undefined);
  if (!source?.doubt) return;
  problems.add(
    'warning',
    source.cadence ? 'cadence-indeterminate' : 'cadence-ambiguous',
    line,
    `The cadence is not determined: ${source.doubt}. Declare it in the front matter, for example cadence: FREQ=MONTHLY;BYDAY=1SU.`,
  );
}

function makeChecklist(
  parts: ChecklistParts,
  section: Section,
  facts: DocumentFacts,
): RunbookChecklist {
  const [declared, written] = sourcesOf(section, facts);
  const sources = [...declared, ...written];
  const headingPath = section.headings.map(heading => heading.text);
  const alert = alertOf(parts.playbook, sources, facts);
  const cadence = parts.playbook
    ? firstOf(declared, 'cadence')
    : firstOf(sources, 'cadence');
  const derived = alert ? 'alert' : kindOf(headingPath, Boolean(cadence));
  const kind = firstOf(declared, 'kind') ?? derived;
  if (!parts.playbook) warnOfCadence(sources, parts.line, facts.problems);
  const schedule = { ...declared[1].schedule, ...declared[0].schedule };
  if (cadence) {
    for (const message of cadenceWarnings(cadence, schedule.start)) {
      facts.problems.add('warning', 'cadence-doubtful', parts.line, message);
    }
  }
  return {
    title: parts.title,
    kind,
    cadence: cadence ?? null,
    execution: firstOf(sources, 'execution') ?? 'manual',
    mode: firstOf(sources, 'mode') ?? defaultMode(kind),
    owner: firstOf(sources, 'owner') ?? null,
    role: firstOf(sources, 'role') ?? null,
    at: firstOf(sources, 'at') ?? null,
    zone: firstOf(sources, 'zone') ?? null,
    ...(Object.keys(schedule).length > 0 ? { schedule } : {}),
    duration: firstOf(sources, 'duration') ?? null,
    headingPath,
    line: parts.line,
    steps: parts.steps,
    context: parts.context,
    commands: parts.commands,
    alert,
    controls: firstOf(sources, 'controls') ?? [],
  };
}

/** Makes the checklists of a section: one, and one for each alert playbook. */
export function checklistsOf(
  read: ReadSection,
  facts: DocumentFacts,
): RunbookChecklist[] {
  const { section, steps, playbooks } = read;
  const own = section.headings.at(-1);
  const declared =
    own && facts.declarations.byHeading.get(headingKey(own.text));
  const title = declared?.title ?? own?.text ?? facts.fallbackTitle;
  const checklists: RunbookChecklist[] = [];
  if (steps.length > 0) {
    const parts: ChecklistParts = {
      title,
      line: own?.line ?? steps[0].line,
      steps,
      context: read.context,
      commands: read.commands,
      playbook: null,
    };
    checklists.push(makeChecklist(parts, section, facts));
  }
  const alone = steps.length === 0 && playbooks.length === 1;
  for (const playbook of playbooks) {
    const parts: ChecklistParts = {
      title: alone ? title : playbook.alert.name,
      line: alone ? own?.line ?? playbook.line : playbook.line,
      steps: playbook.steps,
      context: [playbook.context, alone ? read.context : '']
        .filter(Boolean)
        .join('\n\n'),
      commands: alone ? read.commands : [],
      playbook,
    };
    checklists.push(makeChecklist(parts, section, facts));
  }
  return checklists;
}

/** What a section without steps holds, or null when it is empty. */
export function contextSectionOf(read: ReadSection): ContextSection | null {
  const { section, steps, playbooks, context, commands } = read;
  const [first] = section.blocks;
  if (steps.length > 0 || playbooks.length > 0 || !first) return null;
  return {
    headingPath: section.headings.map(heading => heading.text),
    line: section.headings.at(-1)?.line ?? startLine(first),
    context,
    commands,
  };
}

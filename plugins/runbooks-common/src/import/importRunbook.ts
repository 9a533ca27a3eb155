import {
  checklistsOf,
  contextSectionOf,
  labelledLines,
  type DocumentFacts,
} from './checklistsOf';
import { readDeclarations } from './declared';
import { applyDeclaredChecks } from './declaredChecks';
import { readFrontMatter } from './frontMatter';
import { alertOfDocument } from './headings/alertTitle';
import { HeadingNames } from './headings/naming';
import { wordsOf } from './headings/words';
import { IdAssigner } from './identity/assignIds';
import { parseMarkdown } from './parse/parseMarkdown';
import { SourceText } from './parse/source';
import { ProblemList } from './problems';
import { readSection, type ReadingTools } from './readSection';
import { middlePhases, sectionsOf, type Section } from './sections';
import { boundLines } from './text/boundLines';
import { DEFAULT_MAX_BYTES, readText } from './text/readText';
import { stepTotals } from './totals';
import type { ImportOptions, LineDecision, RunbookDocument } from './types';

/** File name without extension, with spaces. */
function titleOfPath(path: string | undefined): string | null {
  const name = path
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[a-z0-9]+$/i, '');
  const words = name ? wordsOf(name).join(' ') : '';
  return words ? words[0].toUpperCase() + words.slice(1) : null;
}

function emptyDocument(
  options: ImportOptions,
  problems: ProblemList,
): RunbookDocument {
  return {
    title: titleOfPath(options.path),
    path: options.path ?? null,
    lineCount: 0,
    frontMatter: {},
    checklists: [],
    contexts: [],
    totals: stepTotals([]),
    problems: problems.sorted(),
    decisions: [],
  };
}

function headingDecisions(sections: Section[]): LineDecision[] {
  return sections.flatMap(({ headings }) => {
    const own = headings.at(-1);
    if (!own) return [];
    return [
      {
        line: own.line,
        endLine: own.endLine,
        outcome: 'heading' as const,
        form: null,
        why: own.depth > 6 ? 'bold line that stands for a heading' : 'heading',
      },
    ];
  });
}

/** Each heading once: a section may go on under the same heading. */
function uniqueDecisions(decisions: LineDecision[]): LineDecision[] {
  const seen = new Set<string>();
  return decisions
    .filter(({ line, endLine, outcome }) => {
      const key = `${line}-${endLine}-${outcome}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.line - b.line || b.endLine - a.endLine);
}

/**
 * Reads the checklists out of a Markdown runbook. Pure and deterministic; content
 * never throws: what cannot be read is named in `problems`, and an `error` among
 * them means that nothing was read.
 *
 * Steps are taken, in this order, from GFM task items, numbered lists under a
 * heading that names a procedure, bullets under a heading that names a cadence or
 * a phase, `Alert: / Response: / Actions:` blocks in fences, and numbered comments
 * in shell fences. What one form has taken no later form takes again.
 */
export function importRunbook(
  markdown: string | Uint8Array,
  options: ImportOptions = {},
): RunbookDocument {
  const problems = new ProblemList();
  const text = readText(
    markdown,
    options.maxBytes ?? DEFAULT_MAX_BYTES,
    problems,
  );
  if (text === null) return emptyDocument(options, problems);

  const bounded = boundLines(text, problems);
  const frontMatter = readFrontMatter(bounded, problems);
  const root = parseMarkdown(frontMatter.body, problems);
  const sections = sectionsOf(root);
  const declarations = readDeclarations(frontMatter, problems);
  const headings = [
    ...new Set(sections.flatMap(section => section.headings)),
  ].map(heading => heading.text);
  const title =
    declarations.document.title ?? headings[0] ?? titleOfPath(options.path);

  const tools: ReadingTools = {
    names: new HeadingNames(options.procedureWords),
    problems,
    source: new SourceText(frontMatter.body),
    decisions: [],
  };
  const facts: DocumentFacts = {
    declarations,
    fallbackTitle: title ?? 'Checklist',
    alertName: alertOfDocument(headings),
    labelled: labelledLines(sections),
    problems,
  };
  const middle = middlePhases(sections);
  const read = sections.map(section =>
    readSection(section, middle.has(section), tools),
  );
  const checklists = read.flatMap(section => checklistsOf(section, facts));
  const ids = new IdAssigner(problems);
  for (const checklist of checklists) {
    ids.assign(checklist.steps, checklist.headingPath);
  }
  applyDeclaredChecks(frontMatter, checklists, problems);
  const decisions = [...headingDecisions(sections), ...tools.decisions];
  if (frontMatter.line > 0) {
    decisions.push({
      line: frontMatter.line,
      endLine: frontMatter.endLine,
      outcome: 'front-matter',
      form: null,
      why: 'front matter',
    });
  }
  return {
    title,
    path: options.path ?? null,
    lineCount: tools.source.lineCount,
    frontMatter: frontMatter.values,
    checklists,
    contexts: read.flatMap(section => contextSectionOf(section) ?? []),
    totals: stepTotals(checklists),
    problems: problems.sorted(),
    decisions: uniqueDecisions(decisions),
  };
}

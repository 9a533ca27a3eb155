import type {
  ChecklistKind,
  LineDecision,
  RunbookChecklist,
  RunbookDocument,
  RunbookStep,
  StepForm,
  StepTotals,
} from './types';

/** What some lines of a document became, and why. */
export interface PreviewLine extends LineDecision {
  /** Title of the checklist it belongs to. */
  checklist: string | null;
  /** Identity of the step that begins on the line. */
  stepId: string | null;
}

interface Place {
  checklist: RunbookChecklist;
  step: RunbookStep | null;
}

function placesOf(document: RunbookDocument): Map<number, Place> {
  const places = new Map<number, Place>();
  for (const checklist of document.checklists) {
    places.set(checklist.line, { checklist, step: null });
    const add = (steps: RunbookStep[]) => {
      for (const step of steps) {
        for (const { line } of step.commands) {
          places.set(line, { checklist, step: null });
        }
        places.set(step.line, { checklist, step });
        add(step.children);
      }
    };
    add(checklist.steps);
  }
  return places;
}

function describe(checklist: RunbookChecklist): string {
  const cadence = checklist.cadence ? `, ${checklist.cadence}` : '';
  return `checklist “${checklist.title}”: ${checklist.kind}${cadence}, ${checklist.execution}`;
}

/**
 * Which lines of a document became what, and why; in the order of the document.
 * Lines that say nothing, such as blank ones, are left out.
 */
export function previewLines(document: RunbookDocument): PreviewLine[] {
  const places = placesOf(document);
  return document.decisions.map(decision => {
    const place =
      places.get(decision.line) ??
      (decision.outcome === 'command' ? places.get(decision.line + 1) : null);
    const isHeading = decision.outcome === 'heading' && place && !place.step;
    return {
      ...decision,
      why: isHeading ? describe(place.checklist) : decision.why,
      checklist: place?.checklist.title ?? null,
      stepId: decision.outcome === 'step' ? place?.step?.id ?? null : null,
    };
  });
}

/** A step of a preview. */
export interface PreviewStep {
  text: string;
  line: number;
  form: StepForm;
  commands: string[];
  children: PreviewStep[];
}

/** A checklist of a preview. */
export interface PreviewChecklist {
  title: string;
  kind: ChecklistKind;
  cadence: string | null;
  headingPath: string[];
  line: number;
  steps: PreviewStep[];
}

/** The checklists of a document as the command `opsdeck runbook preview` prints them. */
export interface RunbookPreview {
  checklists: PreviewChecklist[];
  totals: StepTotals;
}

function previewStep(step: RunbookStep): PreviewStep {
  return {
    text: step.text,
    line: step.line,
    form: step.form,
    commands: step.commands.map(command => command.text),
    children: step.children.map(previewStep),
  };
}

/** Reduces a document to what a reader decides by before adopting it. */
export function previewOf(document: RunbookDocument): RunbookPreview {
  return {
    checklists: document.checklists.map(checklist => ({
      title: checklist.title,
      kind: checklist.kind,
      cadence: checklist.cadence,
      headingPath: checklist.headingPath,
      line: checklist.line,
      steps: checklist.steps.map(previewStep),
    })),
    totals: document.totals,
  };
}

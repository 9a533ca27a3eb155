import { StepEvidence } from '@opsdeck/backstage-plugin-runbooks-common';

const LONGEST = 80;

/** What a piece of evidence is called where there is one line for it. */
export function evidenceTitle(evidence: StepEvidence): string {
  return evidence.title ?? shorten(contentOf(evidence));
}

function contentOf(evidence: StepEvidence): string {
  switch (evidence.kind) {
    case 'link':
      return evidence.url;
    case 'text':
      return evidence.text;
    case 'json':
      return JSON.stringify(evidence.json);
    default:
      return evidence.name;
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

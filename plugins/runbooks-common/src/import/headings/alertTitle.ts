import { WordSet } from './words';

const NAME = /^[A-Za-z][A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/;
const SYMPTOM =
  /(?:Down|High|Low|Fail(?:ed|ing|ure|ures)?|Errors?|Full|Missing|Slow|Expir\w*|Burn|Absent|Violation|Mismatch|Unavailable|NotReady|Lag(?:ging)?)$/;
const alertSections = new WordSet([
  'cause',
  'diagnosis',
  'impact',
  'meaning',
  'mitigation',
  'symptom',
]);

/**
 * Name of the alert that a document is about: its title is one camel-case word,
 * as alerts are called, and its sections are those of an alert runbook. Null
 * when it is about something else.
 */
export function alertOfDocument(headings: string[]): string | null {
  const title = headings[0]?.replace(/^alert:\s*/i, '').trim() ?? '';
  const humps = title.match(/[A-Z][a-z0-9]+/g)?.length ?? 0;
  const named = NAME.test(title) && (humps >= 3 || SYMPTOM.test(title));
  const camelCase = humps >= 2 || (humps === 1 && /^[a-z]/.test(title));
  const sections = headings.slice(1).filter(text => alertSections.find(text));
  return named && camelCase && sections.length > 0 ? title : null;
}

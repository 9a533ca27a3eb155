import type { ChecklistKind } from '../types';
import { WordSet, withoutBrackets } from './words';

/** Words that settle the kind on whatever heading they stand, nearest first. */
const STRONG: [kind: ChecklistKind, words: WordSet][] = [
  [
    'recovery',
    new WordSet([
      'backup restore',
      'data recovery',
      'database recovery',
      'disaster',
      'dr',
      'drill',
      'failback',
      'fail back',
      'failover',
      'fail over',
      'point in time',
      'recover',
      'recovery',
      'restoration',
      'restore',
      'restoring',
    ]),
  ],
  [
    'handover',
    new WordSet([
      'hand off',
      'hand over',
      'handoff',
      'handover',
      'shift change',
    ]),
  ],
  [
    'review',
    new WordSet([
      'document review',
      'documentation review',
      'post incident review',
      'post mortem',
      'postmortem',
      'retrospective',
    ]),
  ],
  ['alert', new WordSet(['alert', 'alerting'])],
  [
    'deployment',
    new WordSet([
      'blue green',
      'canary',
      'cutover',
      'deploy',
      'deploying',
      'deployment',
      'going live',
      'go live',
      'release',
      'roll back',
      'rollback',
      'rollout',
    ]),
  ],
  ['maintenance', new WordSet(['housekeeping', 'maintenance'])],
  [
    'incident',
    new WordSet(['emergency', 'incident', 'outage', 'troubleshooting']),
  ],
];

/** Words that count when no heading of the path settles the kind. */
const WEAK: [kind: ChecklistKind, words: WordSet][] = [
  [
    'incident',
    new WordSet([
      'containment',
      'crash',
      'degradation',
      'degraded',
      'diagnosis',
      'diagnostic',
      'down',
      'escalation',
      'failing',
      'failure',
      'investigation',
      'issue',
      'mitigation',
      'remediation',
      'resolution',
      'response',
      'triage',
    ]),
  ],
  [
    'maintenance',
    new WordSet([
      'backup',
      'certificate',
      'clean up',
      'cleanup',
      'migration',
      'optimisation',
      'optimization',
      'patch',
      'patching',
      'renewal',
      'rotation',
      'update',
      'upgrade',
    ]),
  ],
  ['review', new WordSet(['audit', 'review'])],
];

const ALIASES: Record<string, ChecklistKind> = {
  'alert-playbook': 'alert',
  audit: 'review',
  'disaster-recovery': 'recovery',
  dr: 'recovery',
  drill: 'recovery',
  'hand-over': 'handover',
  handoff: 'handover',
  'incident-response': 'incident',
  oncall: 'handover',
  playbook: 'alert',
  release: 'deployment',
  restore: 'recovery',
  'restore-drill': 'recovery',
};

function match(
  text: string,
  table: [ChecklistKind, WordSet][],
): ChecklistKind | null {
  return table.find(([, words]) => words.find(text))?.[0] ?? null;
}

/** Reads a declared kind, or null when it is none. */
export function parseKind(
  text: string,
  kinds: readonly ChecklistKind[],
): ChecklistKind | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return kinds.find(kind => kind === name) ?? ALIASES[name] ?? null;
}

/** Kinds that something brings about; what recurs is none of them. */
const OCCASIONAL: readonly ChecklistKind[] = [
  'alert',
  'deployment',
  'incident',
];

/**
 * Derives what a checklist is for from its headings, innermost first. A duty that
 * recurs is maintenance or a review, whatever chapter it stands in.
 */
export function kindOf(
  headingPath: string[],
  hasCadence: boolean,
): ChecklistKind {
  const headings = [...headingPath].reverse().map(withoutBrackets);
  const weak = headings.flatMap(heading => match(heading, WEAK) ?? []);
  for (const [index, heading] of headings.entries()) {
    const kind = match(heading, STRONG);
    const recurs = hasCadence && index > 0;
    if (kind && !(recurs && OCCASIONAL.includes(kind))) return kind;
  }
  if (hasCadence) return weak[0] === 'review' ? 'review' : 'maintenance';
  return weak[0] ?? 'other';
}

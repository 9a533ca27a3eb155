import { EnvironmentFacts } from '@opsdeck/backstage-plugin-operations-common';

const WORDS: readonly [fact: keyof EnvironmentFacts, word: string][] = [
  ['account', 'account'],
  ['region', 'region'],
  ['cluster', 'cluster'],
  ['namespace', 'namespace'],
  ['githubEnvironment', 'GitHub environment'],
  ['label', 'label'],
];

/** Where something was observed, for people: "cluster prod, namespace orders". */
export function placeName(facts: EnvironmentFacts): string {
  const parts = WORDS.flatMap(([fact, word]) =>
    facts[fact] ? `${word} ${facts[fact]}` : [],
  );
  return parts.join(', ') || 'an unnamed place';
}

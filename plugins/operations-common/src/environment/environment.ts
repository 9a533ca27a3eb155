import { z } from 'zod/v4';

export const environmentTierSchema = z.enum([
  'development',
  'testing',
  'staging',
  'production',
  'disaster-recovery',
]);

/** What an environment is for; only `production` counts for DORA. */
export type EnvironmentTier = z.infer<typeof environmentTierSchema>;

/**
 * What is known of the place a record was observed in. A rule matches when
 * every fact it names matches; `*` stands for any run of characters.
 */
export const environmentFactsSchema = z.object({
  cluster: z.string().optional(),
  namespace: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  githubEnvironment: z.string().optional(),
  label: z.string().optional(),
});

export type EnvironmentFacts = z.infer<typeof environmentFactsSchema>;

export const environmentSchema = z.object({
  id: z.string(),
  title: z.string(),
  tier: environmentTierSchema,
  /** Position from the first stage (left) to the last (right). */
  order: z.number().int(),
  /** Which data lives here, for example "anonymised production data". */
  dataClass: z.string().optional(),
});

/** An environment as screens need it. */
export type Environment = z.infer<typeof environmentSchema>;

/** An environment with the rules that map provider records to it. */
export interface EnvironmentDefinition extends Environment {
  match: EnvironmentFacts[];
}

/**
 * The environment whose rule fits the facts, the most specific rule first
 * (most facts named), then by order. Undefined when none fits: the record is
 * then shown as "unmapped", never guessed to be production.
 */
export function resolveEnvironment(
  definitions: readonly EnvironmentDefinition[],
  facts: EnvironmentFacts,
): Environment | undefined {
  let best: { definition: EnvironmentDefinition; weight: number } | undefined;
  const byOrder = [...definitions].sort((a, b) => a.order - b.order);
  for (const definition of byOrder) {
    for (const rule of definition.match) {
      const weight = ruleWeight(rule, facts);
      if (weight > (best?.weight ?? 0)) best = { definition, weight };
    }
  }
  if (!best) return undefined;
  const { match: _match, ...environment } = best.definition;
  return environment;
}

/** Number of facts that the rule names, 0 when it does not fit. */
function ruleWeight(rule: EnvironmentFacts, facts: EnvironmentFacts): number {
  const names = Object.keys(rule) as (keyof EnvironmentFacts)[];
  const fits = names.every(name => {
    const pattern = rule[name];
    const value = facts[name];
    return (
      pattern === undefined ||
      (value !== undefined && matchesGlob(pattern, value))
    );
  });
  return fits ? names.filter(name => rule[name] !== undefined).length : 0;
}

/** Whether the whole value fits; `*` stands for any run of characters, and nothing else is special. */
export function matchesGlob(pattern: string, value: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === value;
  const [head, ...tail] = parts;
  const last = tail.pop() ?? '';
  if (!value.startsWith(head) || !value.endsWith(last)) return false;
  let position = head.length;
  const end = value.length - last.length;
  for (const part of tail) {
    const found = value.indexOf(part, position);
    if (found < 0 || found + part.length > end) return false;
    position = found + part.length;
  }
  return position <= end;
}

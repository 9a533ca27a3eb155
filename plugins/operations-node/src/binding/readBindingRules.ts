import { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  RecordFacts,
  isRefPart,
  matchesGlob,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { parseConfig } from '../config';

export const BINDING_RULES_KEY = 'opsdeck.binding.rules';

const FACTS = [
  'provider',
  'kind',
  'name',
  'instance',
  'project',
  'cluster',
  'namespace',
  'account',
  'region',
] as const;

type FactName = (typeof FACTS)[number];

const pattern = z.string().min(1).max(512);
const labelPatterns = z.record(z.string().min(1), pattern);

const matchSchema = z
  .object({
    ...(Object.fromEntries(FACTS.map(fact => [fact, pattern.optional()])) as {
      [fact in FactName]: z.ZodOptional<typeof pattern>;
    }),
    tags: labelPatterns.optional(),
    labels: labelPatterns.optional(),
  })
  .strict()
  .refine(match => Object.keys(match).length > 0, {
    error: 'a rule must name at least one fact, such as account or tags',
  });

/** What stands for a value of the record: `${name}`, `${tag:service}`, `${label:app}`. */
const PLACEHOLDER = /\$\{([^}]*)\}/g;

const entityRefSchema = z.string().superRefine((text, context) => {
  const problem = refProblem(text);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const templateSchema = z.string().superRefine((text, context) => {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name]) => name);
  const problem =
    names.length === 0
      ? 'it holds no ${...}; write entityRef instead'
      : names.flatMap(name => placeholderProblem(name) ?? [])[0] ??
        refProblem(text.replace(PLACEHOLDER, 'x'));
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const rulesSchema = z
  .array(
    z
      .object({
        match: matchSchema,
        entityRef: entityRefSchema.optional(),
        entityRefTemplate: templateSchema.optional(),
      })
      .strict()
      .refine(
        rule =>
          (rule.entityRef === undefined) !==
          (rule.entityRefTemplate === undefined),
        { error: 'a rule needs either entityRef or entityRefTemplate' },
      ),
  )
  .max(1000)
  .default([]);

/** A rule of the configuration that gives records to an entity. */
export interface BindingRule {
  /** Its key in the configuration, to name it. */
  key: string;
  /** Whether the record is one that it is about. */
  matches(facts: RecordFacts): boolean;
  /** The entity's ref, or why the record does not give one. */
  target(facts: RecordFacts): { entityRef: string } | { problem: string };
}

/**
 * Reads `opsdeck.binding.rules`. The first rule that fits a record decides.
 *
 * @throws InputError naming each key that is wrong.
 */
export function readBindingRules(config: Config): BindingRule[] {
  return parseConfig(config, BINDING_RULES_KEY, rulesSchema).map(
    (rule, position) => {
      const { tags, labels, ...facts } = rule.match;
      const patterns = { ...tags, ...labels };
      const template = rule.entityRefTemplate ?? rule.entityRef ?? '';
      return {
        key: `${BINDING_RULES_KEY}[${position}]`,
        matches: record =>
          FACTS.every(name => fits(facts[name], record[name])) &&
          Object.entries(patterns).every(([name, glob]) =>
            fits(glob, labelOf(record, name)),
          ),
        target: record => fill(template, record),
      };
    },
  );
}

function fits(glob: string | undefined, value: string | undefined): boolean {
  return (
    glob === undefined || (value !== undefined && matchesGlob(glob, value))
  );
}

/** A value may only ever be a part of a ref: it cannot name another kind or namespace. */
function fill(
  template: string,
  facts: RecordFacts,
): { entityRef: string } | { problem: string } {
  const problems: string[] = [];
  const filled = template.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = valueOf(facts, name);
    if (value === undefined) problems.push(`the record has no ${name}`);
    else if (!isRefPart(value)) {
      problems.push(
        `its ${name} "${value.slice(0, 100)}" cannot be a name in the catalog`,
      );
    }
    return value ?? '';
  });
  if (problems.length > 0) return { problem: problems.join(' and ') };
  const problem = refProblem(filled);
  return problem
    ? { problem }
    : { entityRef: stringifyEntityRef(parseEntityRef(filled)) };
}

function valueOf(facts: RecordFacts, name: string): string | undefined {
  const label = /^(?:tag|label):(.+)$/s.exec(name)?.[1];
  if (label !== undefined) return labelOf(facts, label);
  const fact = FACTS.find(each => each === name);
  return fact && facts[fact];
}

function labelOf({ labels }: RecordFacts, name: string): string | undefined {
  return labels && Object.hasOwn(labels, name) ? labels[name] : undefined;
}

function placeholderProblem(name: string): string | undefined {
  const isKnown =
    FACTS.some(fact => fact === name) || /^(tag|label):.+$/s.test(name);
  return isKnown
    ? undefined
    : `\${${name}} is none of ${FACTS.join(', ')}, tag:<key> or label:<key>`;
}

function refProblem(text: string): string | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(text);
    const odd = [kind, namespace, name].find(part => !isRefPart(part));
    return odd && `"${odd}" cannot be a part of an entity ref`;
  } catch {
    return `"${text}" is no entity ref; write kind:namespace/name`;
  }
}

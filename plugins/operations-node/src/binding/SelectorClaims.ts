import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CLAIM_SPECS,
  ClaimSpec,
  RecordFacts,
  Requirement,
  matchesLabels,
  parseLabelSelector,
  parseTags,
} from '@opsdeck/backstage-plugin-operations-common';
import { Claim, claimsOf } from './IdentifierClaims';

/** An annotation that cannot be read, and claims nothing. */
export interface BindingProblem {
  entityRef: string;
  annotation: string;
  message: string;
}

interface SelectorClaim extends Claim {
  requirements: readonly Requirement[];
}

/** Claims of one annotation, found by a label that they require. */
interface Shelf {
  spec: ClaimSpec;
  byLabel: Map<string, SelectorClaim[]>;
  byKey: Map<string, SelectorClaim[]>;
  /** Those that only say what must not be there. */
  rest: SelectorClaim[];
}

/**
 * Claims by tags and by label selectors. Each lies under one label that it
 * requires, so that a record meets the few that may fit and not all of them.
 */
export class SelectorClaims {
  readonly problems: BindingProblem[] = [];
  readonly #shelves: readonly Shelf[];

  constructor(entities: readonly Entity[], environmentIds: readonly string[]) {
    this.#shelves = CLAIM_SPECS.filter(
      ({ form }) => form !== 'identifiers',
    ).map(spec => this.#shelf(spec, entities, environmentIds));
  }

  /** Claims that the record's labels fulfil, by annotation. */
  on({ provider, kind, labels }: RecordFacts): [ClaimSpec, Claim[]][] {
    if (!labels) return [];
    return this.#shelves
      .filter(
        ({ spec: { of } }) =>
          of.provider === provider &&
          (of.kind === undefined || of.kind === kind),
      )
      .map(shelf => [
        shelf.spec,
        candidates(shelf, labels).filter(({ requirements }) =>
          matchesLabels(requirements, labels),
        ),
      ]);
  }

  #shelf(
    spec: ClaimSpec,
    entities: readonly Entity[],
    environmentIds: readonly string[],
  ): Shelf {
    const shelf: Shelf = {
      spec,
      byLabel: new Map(),
      byKey: new Map(),
      rest: [],
    };
    const parse = spec.form === 'tags' ? parseTags : parseLabelSelector;
    for (const claim of claimsOf(
      entities,
      spec.annotation,
      environmentIds,
      wholeText,
    )) {
      try {
        put(shelf, { ...claim, requirements: parse(claim.value) });
      } catch (error) {
        this.problems.push({
          entityRef: stringifyEntityRef(claim.entity),
          annotation: claim.annotation,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
    return shelf;
  }
}

/** Commas belong to a selector: its text is one value. */
function wholeText(entity: Entity, name: string): string[] {
  return [entity.metadata.annotations?.[name] ?? ''];
}

function put(shelf: Shelf, claim: SelectorClaim): void {
  const { requirements } = claim;
  const required = requirements.find(({ operator }) => operator === 'in');
  if (required) {
    for (const value of new Set(required.values)) {
      add(shelf.byLabel, labelOf(required.key, value), claim);
    }
    return;
  }
  const present = requirements.find(({ operator }) => operator === 'exists');
  if (present) add(shelf.byKey, present.key, claim);
  else shelf.rest.push(claim);
}

function candidates(
  shelf: Shelf,
  labels: Readonly<Record<string, string>>,
): SelectorClaim[] {
  return [
    ...Object.entries(labels).flatMap(([key, value]) => [
      ...(shelf.byLabel.get(labelOf(key, value)) ?? []),
      ...(shelf.byKey.get(key) ?? []),
    ]),
    ...shelf.rest,
  ];
}

function labelOf(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

import { Rename, RenameProblem } from './formerRefs';

/** A rename that stands: what still turns up under the former ref follows it. */
export interface StandingRename extends Rename {
  /** Whether the history has been moved once. */
  moved: boolean;
}

export interface RenamePlan {
  /** Declarations that are in force from now on and were not before. */
  adopted: Rename[];
  /** What is to be moved now, all at the same time. */
  moves: Rename[];
  problems: RenameProblem[];
}

/**
 * Decides which history moves where.
 *
 * - A former ref that the catalog does not have moves to who declares it, now
 *   and whenever a late write turns up under it.
 * - A former ref that the catalog has belongs to the entity of that name, and
 *   its declaration waits; unless that entity declares in the same moment that
 *   it was another one itself: then refs were swapped or passed on, and all of
 *   them move together, once.
 * - Of two entities that claim one former ref neither gets it.
 *
 * @param declared - by entities that the catalog has
 * @param standing - renames in force so far, declared or accepted
 */
export function planRenames(options: {
  declared: readonly Rename[];
  standing: readonly StandingRename[];
  isPresent: (entityRef: string) => boolean;
}): RenamePlan {
  const { declared, standing, isPresent } = options;
  const problems: RenameProblem[] = [];
  const inForce = new Map(standing.map(rename => [rename.from, rename]));
  const fresh = declared.filter(({ from, to }) => {
    const claimants = claimantsOf(from, declared, inForce);
    const known = inForce.get(from);
    if (known?.to === to) return false;
    if (claimants.length === 1) return true;
    problems.push({
      entityRef: to,
      message: `${from} is claimed as a former ref by ${claimants.join(
        ' and ',
      )}; none of its history is moved until one of them withdraws`,
    });
    return false;
  });
  const begun = standing.filter(({ moved }) => !moved);
  const adopted = possible(fresh, begun, isPresent);
  for (const { from, to } of fresh.filter(each => !adopted.includes(each))) {
    problems.push({
      entityRef: to,
      message: `${from} is still in the catalog; its history is moved when it has left`,
    });
  }
  adopted.forEach(rename =>
    inForce.set(rename.from, { ...rename, moved: false }),
  );

  const moves = [...inForce.values()].flatMap(rename => {
    const { from, to, moved } = rename;
    if (isPresent(from)) return moved ? [] : [{ from, to }];
    const end = endOf(rename, inForce, isPresent);
    return end === undefined ? [] : [{ from, to: end }];
  });
  return { adopted, moves, problems };
}

/** Without those whose former ref is in use by an entity that was not itself another one. */
function possible(
  fresh: readonly Rename[],
  begun: readonly Rename[],
  isPresent: (entityRef: string) => boolean,
): Rename[] {
  let left = [...fresh];
  for (;;) {
    const replaced = new Set([...begun, ...left].map(({ to }) => to));
    const next = left.filter(
      ({ from }) => !isPresent(from) || replaced.has(from),
    );
    if (next.length === left.length) return next;
    left = next;
  }
}

/** Everyone who says that the ref was theirs. */
function claimantsOf(
  from: string,
  declared: readonly Rename[],
  inForce: ReadonlyMap<string, Rename>,
): string[] {
  const claimants = declared.filter(rename => rename.from === from);
  const known = inForce.get(from);
  return [
    ...new Set([...claimants, ...(known ? [known] : [])].map(({ to }) => to)),
  ].sort();
}

/** Where a chain of renames leads: a ref that the catalog has, or its last one; nowhere in a circle. */
function endOf(
  { from, to }: Rename,
  inForce: ReadonlyMap<string, Rename>,
  isPresent: (entityRef: string) => boolean,
): string | undefined {
  const seen = new Set([from]);
  let end = to;
  while (!isPresent(end)) {
    if (seen.has(end)) return undefined;
    seen.add(end);
    const next = inForce.get(end);
    if (!next) return end;
    end = next.to;
  }
  return end;
}

/** Where rows wait while two refs change places; no ref of the catalog. */
export const WAITING_REF = 'opsdeck.io/moving';

/**
 * Puts moves that happen at the same time into an order in which they can be
 * done one after the other, in groups that do not touch each other. A circle is
 * opened by way of {@link WAITING_REF}.
 *
 * @param moves - at most one per former ref
 */
export function orderMoves(moves: readonly Rename[]): Rename[][] {
  return groupsOf(moves).map(group => {
    const steps: Rename[] = [];
    let pending = [...group];
    while (pending.length > 0) {
      const sources = new Set(pending.map(({ from }) => from));
      const free = pending.find(({ to }) => !sources.has(to));
      if (free) {
        steps.push(free);
        pending = pending.filter(move => move !== free);
        continue;
      }
      const opened = inCircle(pending);
      steps.push({ from: opened.from, to: WAITING_REF });
      pending = pending.map(move =>
        move === opened ? { from: WAITING_REF, to: move.to } : move,
      );
    }
    return steps;
  });
}

/** A move of the circle to which all lead, where none leads out. */
function inCircle(moves: readonly Rename[]): Rename {
  const next = new Map(moves.map(move => [move.from, move]));
  return moves.reduce(move => next.get(move.to) ?? move, moves[0]);
}

/** Moves that share a ref, directly or by way of others. */
function groupsOf(moves: readonly Rename[]): Rename[][] {
  const groups: { refs: Set<string>; moves: Rename[] }[] = [];
  for (const move of moves) {
    const touching = groups.filter(
      ({ refs }) => refs.has(move.from) || refs.has(move.to),
    );
    const merged = {
      refs: new Set([
        move.from,
        move.to,
        ...touching.flatMap(({ refs }) => [...refs]),
      ]),
      moves: [...touching.flatMap(group => group.moves), move],
    };
    touching.forEach(group => groups.splice(groups.indexOf(group), 1));
    groups.push(merged);
  }
  return groups.map(group => group.moves);
}

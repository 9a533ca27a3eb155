/**
 * Members of an ordered set of a size, in order: all, or those at the positions of
 * BYSETPOS, which count from 1 and from the end as −1.
 */
export function* picked(
  positions: readonly number[],
  size: number,
  at: (index: number) => number,
): Generator<number> {
  if (positions.length === 0) {
    for (let index = 0; index < size; index++) yield at(index);
    return;
  }
  const indices = positions
    .map(position => (position > 0 ? position - 1 : size + position))
    .filter(index => index >= 0 && index < size);
  for (const index of [...new Set(indices)].sort((a, b) => a - b)) {
    yield at(index);
  }
}

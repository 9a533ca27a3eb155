/** Pieces of a size that every database takes in one statement. */
export function* chunksOf<T>(items: readonly T[], size = 100): Iterable<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

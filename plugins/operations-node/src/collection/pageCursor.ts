import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';

/** The position after the last row of a page, opaque to clients. */
export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * @param length - how many texts the position has
 * @throws InputError when the text is no cursor of ours.
 */
export function decodeCursor(
  text: string | undefined,
  length: number,
): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    return z
      .array(z.string())
      .length(length)
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}

/** Rows of a page, read with one row more than asked for, and where the next begins. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (row: T) => string[],
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return {
    items,
    nextCursor:
      rows.length > limit ? encodeCursor(positionOf(items[limit - 1])) : null,
  };
}

/** As long as the columns that keep names. */
export const NAME_LENGTH = 255;

/** A text from outside, cut to what a column or the contract holds. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // By code points: half of a surrogate pair is no text for PostgreSQL.
  let short = '';
  for (const character of text) {
    if (short.length + character.length > length - 1) break;
    short += character;
  }
  return `${short}…`;
}

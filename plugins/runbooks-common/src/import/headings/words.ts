/** Lower-case words of a text, without punctuation, emoji and numbering. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\d]+/gu) ?? [];
}

const IRREGULAR: Record<string, string> = { diagnoses: 'diagnosis' };

function singular(word: string): string {
  if (IRREGULAR[word]) return IRREGULAR[word];
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) {
    return word.slice(0, -1);
  }
  return word;
}

/**
 * A set of words and phrases that is looked for in headings. Plurals and hyphens
 * make no difference: `roll-back`, `Rollbacks` and `rollback` are one word if
 * `rollback` and `roll back` are listed.
 */
export class WordSet {
  readonly #phrases = new Map<string, string[][]>();

  constructor(phrases: readonly string[]) {
    for (const phrase of phrases) {
      const words = wordsOf(phrase).map(singular);
      if (words.length === 0) continue;
      const known = this.#phrases.get(words[0]) ?? [];
      known.push(words);
      this.#phrases.set(words[0], known);
    }
  }

  /** First listed phrase in a text, or null. */
  find(text: string): string | null {
    const words = wordsOf(text).map(singular);
    for (let index = 0; index < words.length; index++) {
      const found = this.#at(words, index);
      if (found) return found.join(' ');
    }
    return null;
  }

  /** True when a text begins with a listed phrase. */
  begins(text: string): boolean {
    return this.#at(wordsOf(text).map(singular), 0) !== null;
  }

  /** True when a text ends with a listed phrase. */
  ends(text: string): boolean {
    const words = wordsOf(text).map(singular);
    return words.some((_, index) => {
      const found = this.#at(words, index);
      return found !== null && index + found.length === words.length;
    });
  }

  #at(words: string[], index: number): string[] | null {
    const candidates = this.#phrases.get(words[index]) ?? [];
    const matching = candidates.filter(phrase =>
      phrase.every((word, at) => words[index + at] === word),
    );
    return matching.sort((a, b) => b.length - a.length)[0] ?? null;
  }
}

/** A heading without what stands in brackets. */
export function withoutBrackets(text: string): string {
  return text
    .replace(/[([{][^()[\]{}]*[)\]}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What stands in the round or square brackets of a heading. */
export function inBrackets(text: string): string[] {
  return [...text.matchAll(/[([]([^()[\]]*)[)\]]/g)].map(match => match[1]);
}

import { cadenceFromWords } from './cadenceWords';
import { WordSet, wordsOf, withoutBrackets } from './words';
import {
  DEFAULT_PROCEDURE_WORDS,
  DESCRIPTION_BEGINS,
  DESCRIPTION_ENDS,
  OWN_HEADING_WORDS,
  QUANTITIES,
  STEP_WORDS,
  WEAK_TITLE_WORDS,
} from './vocabulary';

const PHASE_OBJECTS =
  'change|check|cutover|cut over|deploy|deployment|drill|failover|fail over|flight|go live|hand ?off|hand ?over|incident|install|installation|launch|maintenance|merge|migration|recovery|release|restore|rollback|rollout|shift|start|update|upgrade|work';
const PHASE = new RegExp(
  `^(?:(?:\\d+|phase|step|stage) )*(?:(?:pre|post|prior to) ?(?:${PHASE_OBJECTS})s?\\b|(?:before|during|after) \\w)`,
);
const NUMBERED_PHASE = /^(?:\d+ )*phase (?:\d+|one|two|three|four|five|six)\b/;
const INNER_PHASE = new RegExp(`\\b(?:pre|post) (?:${PHASE_OBJECTS})s?\\b`);
const LEAD_IN =
  /^(?:to \w+|(?:please )?(?:complete|do|execute|follow|perform|run) (?:each|the|these|this)\b)/i;

/** Words of a line such as "Response actions:" that stands for a heading. */
const MAX_LABEL_WORDS = 3;

const describesAtEnd = new WordSet(DESCRIPTION_ENDS);
const describesAtStart = new WordSet(DESCRIPTION_BEGINS);
const stepWords = new WordSet(STEP_WORDS);
const ownWords = new WordSet(OWN_HEADING_WORDS);
const weakTitleWords = new WordSet(WEAK_TITLE_WORDS);

/** Answers again what it has answered; headings are asked about often. */
function remembering<T>(
  answer: (heading: string) => T,
): (heading: string) => T {
  const known = new Map<string, T>();
  return heading => {
    const found = known.get(heading);
    if (found !== undefined) return found;
    const answered = answer(heading);
    known.set(heading, answered);
    return answered;
  };
}

/** The cadence or phase that a heading names, or null. */
export function cadenceOrPhase(heading: string): string | null {
  const cadence = cadenceFromWords(heading);
  if (cadence) return cadence.rule ? 'a cadence' : 'several cadences';
  const text = wordsOf(withoutBrackets(heading)).join(' ');
  const isPhase =
    PHASE.test(text) || NUMBERED_PHASE.test(text) || INNER_PHASE.test(text);
  return isPhase ? 'a phase' : null;
}

/** True when a heading announces a description, whatever else it says. */
export function isDescription(heading: string): boolean {
  const text = withoutBrackets(heading).replace(/\?+$/, '');
  if (stepWords.find(text)) return false;
  const main = text.split(/[:–—]/)[0];
  return (
    describesAtStart.begins(text.replace(/^[\d.\s]+/, '')) ||
    describesAtEnd.ends(main) ||
    describesAtEnd.ends(text)
  );
}

/** Why a list below some headings holds steps, or why it does not. */
export interface Naming {
  named: boolean;
  /** The heading or line directly above the list decided, not one further up. */
  own: boolean;
  why: string;
}

/** Decides from headings whether the lists below them are steps. */
export class HeadingNames {
  readonly #words: WordSet;
  readonly #extended: boolean;
  readonly #isDescription = remembering(isDescription);
  readonly #cadenceOrPhase = remembering(
    heading => cadenceOrPhase(heading) ?? '',
  );

  constructor(procedureWords?: string[]) {
    this.#words = new WordSet(procedureWords ?? DEFAULT_PROCEDURE_WORDS);
    this.#extended = procedureWords === undefined;
  }

  /** Does a numbered list below these headings (outermost first) hold steps? */
  procedure(headings: string[], leadIn: string | null): Naming {
    const fromLeadIn = leadIn ? this.#leadIn(leadIn) : null;
    if (fromLeadIn) return fromLeadIn;
    for (let index = headings.length - 1; index >= 0; index--) {
      const heading = headings[index];
      const own = index === headings.length - 1;
      const word = this.#procedureWord(heading, own, index === 0);
      if (this.#isDescription(heading)) {
        const why = `“${heading}” announces a description`;
        return { named: false, own, why };
      }
      if (word) {
        const why = `“${heading}” names a procedure (${word})`;
        return { named: true, own, why };
      }
    }
    const why = 'no heading above it names a procedure';
    return { named: false, own: false, why };
  }

  /** Do bullets below these headings (outermost first) hold steps? */
  bullets(headings: string[]): Naming {
    for (let index = headings.length - 1; index >= 0; index--) {
      const heading = headings[index];
      const own = index === headings.length - 1;
      if (this.#isDescription(heading)) {
        const why = `“${heading}” announces a description`;
        return { named: false, own, why };
      }
      const name = this.#cadenceOrPhase(heading);
      if (name) {
        return { named: true, own, why: `“${heading}” names ${name}` };
      }
    }
    const why = 'no heading above it names a cadence or a phase';
    return { named: false, own: false, why };
  }

  #leadIn(text: string): Naming | null {
    if (isDescription(text.replace(/:$/, ''))) {
      const why = `“${text}” announces a description`;
      return { named: false, own: true, why };
    }
    const isLabel =
      wordsOf(text).length <= MAX_LABEL_WORDS &&
      this.#procedureWord(text, false, false) !== null;
    if (isLabel || stepWords.find(text) || LEAD_IN.test(text)) {
      return { named: true, own: true, why: `“${text}” announces steps` };
    }
    return null;
  }

  #procedureWord(heading: string, own: boolean, title: boolean): string | null {
    let text = heading;
    for (const quantity of QUANTITIES) text = text.replace(quantity, ' ');
    const word = this.#words.find(text);
    if (word && !own && title && weakTitleWords.find(word)) return null;
    if (word) return word;
    if (!this.#extended) return null;
    if (own && ownWords.find(text)) return ownWords.find(text);
    return this.#cadenceOrPhase(heading) || null;
  }
}

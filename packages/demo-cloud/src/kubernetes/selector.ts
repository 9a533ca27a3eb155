import { badRequest } from './status';

/** Whether an object's labels satisfy a selector. */
export type LabelTest = (labels: Record<string, string>) => boolean;

const REQUIREMENT =
  /^\s*(?:(?<absent>!)\s*)?(?<key>[\w./-]+)\s*(?:(?<equal>==?|!=)\s*(?<value>[\w.-]*)|(?<set>in|notin)\s*\((?<values>[^()]*)\))?\s*$/;

/**
 * Reads a label selector: `key`, `!key`, `key=value`, `key==value`, `key!=value`, `key in (a,b)`, `key notin (a,b)`,
 * joined by commas.
 *
 * @throws StatusError when it cannot be read.
 */
export function parseSelector(selector: string): LabelTest {
  const tests = splitAtCommas(selector).map(parseRequirement);
  return labels => tests.every(test => test(labels));
}

function parseRequirement(text: string): LabelTest {
  const groups = REQUIREMENT.exec(text)?.groups;
  if (!groups) {
    throw badRequest(`unable to parse requirement: found '${text.trim()}'`);
  }
  const { key, absent, equal, value, set } = groups;
  if (set) {
    const values = groups.values.split(',').map(part => part.trim());
    return labels =>
      (Object.hasOwn(labels, key) && values.includes(labels[key])) ===
      (set === 'in');
  }
  if (equal) {
    return labels => (labels[key] === value) === (equal !== '!=');
  }
  return labels => Object.hasOwn(labels, key) !== Boolean(absent);
}

/** Commas inside parentheses belong to a set of values. */
function splitAtCommas(selector: string): string[] {
  return selector.trim() === '' ? [] : selector.split(/,(?![^(]*\))/);
}

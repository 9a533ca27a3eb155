import { InputError } from '@backstage/errors';

/** One condition on labels; a selector is a conjunction of them. */
export interface Requirement {
  key: string;
  /** `notin` also holds for what does not have the key, as in Kubernetes. */
  operator: 'in' | 'notin' | 'exists' | 'absent';
  values: readonly string[];
}

/** Longer texts are no selectors that a person wrote. */
const MAX_LENGTH = 4096;

const KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Words, the signs of the grammar, and everything else as itself. */
const TOKEN = /\s*(?:([-A-Za-z0-9_./]+)|(==|!=|[=!(),])|(\S))/y;

/**
 * Parses a Kubernetes label selector: `a=b`, `a==b`, `a!=b`, `a in (b, c)`,
 * `a notin (b)`, `a`, `!a`, joined by commas. The grammar is that of
 * `labels.Parse` without the comparisons `<` and `>`, which labels of objects
 * do not use.
 *
 * @throws InputError naming what is wrong, when the text is no selector.
 */
export function parseLabelSelector(text: string): Requirement[] {
  const tokens = tokensOf(text);
  if (tokens.length === 0) throw refuse(text, 'it is empty');
  const requirements: Requirement[] = [];
  let position = 0;
  const peek = () => tokens[position];
  const take = () => tokens[position++];
  for (;;) {
    requirements.push(requirement());
    if (peek() === undefined) return requirements;
    if (take() !== ',') throw refuse(text, 'a comma is missing');
  }

  function requirement(): Requirement {
    if (peek() === '!') {
      take();
      return { key: keyOf(take()), operator: 'absent', values: [] };
    }
    const key = keyOf(take());
    switch (peek()) {
      case undefined:
      case ',':
        return { key, operator: 'exists', values: [] };
      case '=':
      case '==':
        take();
        return { key, operator: 'in', values: [oneValue()] };
      case '!=':
        take();
        return { key, operator: 'notin', values: [oneValue()] };
      case 'in':
      case 'notin': {
        const operator = take() === 'in' ? 'in' : 'notin';
        return { key, operator, values: listOfValues() };
      }
      default:
        throw refuse(text, `"${peek()}" is no operator`);
    }
  }

  function oneValue(): string {
    const isEmpty = peek() === undefined || peek() === ',';
    return isEmpty ? '' : valueOf(take());
  }

  function listOfValues(): string[] {
    if (take() !== '(') throw refuse(text, 'a list needs parentheses');
    const values = new Set<string>();
    for (;;) {
      const isEmpty = peek() === ',' || peek() === ')';
      values.add(isEmpty ? '' : valueOf(take()));
      const sign = take();
      if (sign === ')') return [...values];
      if (sign !== ',') throw refuse(text, 'a list is not closed');
    }
  }

  function keyOf(token: string | undefined): string {
    if (token !== undefined && KEY.test(token)) return token;
    throw refuse(text, `"${token ?? ''}" is no label name`);
  }

  function valueOf(token: string | undefined): string {
    if (token !== undefined && VALUE.test(token)) return token;
    throw refuse(text, `"${token ?? ''}" is no label value`);
  }
}

/**
 * Parses tags as the AWS plugins write them: `key=value,key=value`, all of
 * which must be there. Values may hold anything but a comma; the first `=` ends the key.
 *
 * @throws InputError when a part has no key or no `=`.
 */
export function parseTags(text: string): Requirement[] {
  if (text.length > MAX_LENGTH) throw refuse(text, 'it is too long');
  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length === 0) throw refuse(text, 'it is empty');
  return parts.map(part => {
    const end = part.indexOf('=');
    const key = part.slice(0, Math.max(end, 0)).trim();
    if (key === '') throw refuse(text, `"${part}" is not key=value`);
    return { key, operator: 'in', values: [part.slice(end + 1).trim()] };
  });
}

/** Whether labels fulfil every requirement. */
export function matchesLabels(
  requirements: readonly Requirement[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'exists':
        return value !== undefined;
      case 'absent':
        return value === undefined;
      case 'in':
        return value !== undefined && values.includes(value);
      default:
        return value === undefined || !values.includes(value);
    }
  });
}

function tokensOf(text: string): string[] {
  if (text.length > MAX_LENGTH) throw refuse(text, 'it is too long');
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const found = TOKEN.exec(text);
    if (!found) return tokens;
    const [, word, sign, other] = found;
    if (other !== undefined) {
      throw refuse(text, `"${other}" does not belong in a selector`);
    }
    tokens.push(word ?? sign);
  }
}

function refuse(text: string, why: string): InputError {
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return new InputError(`"${shown}" cannot be read: ${why}`);
}

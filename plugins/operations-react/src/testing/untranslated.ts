/** Symbols of units and names of standards, the same in every language. */
const SYMBOLS = /\b(?:ms|s|min|h|d|UTC|GMT|GiB|MiB|KiB)\b/g;

/** What Backstage's test app says around the tab, and its links to elsewhere. */
const FRAME: readonly string[] = [
  '0 notifications.',
  'sidebar nav',
  'Breadcrumbs',
  'test',
  ', Opens in a new window',
];

/** Names of files, the same in every language. */
const NAMES: readonly string[] = ['catalog-info.yaml'];

/** What values of a contract look like. */
const VALUE = /^[a-z]+(?:-[a-z]+)*$/;

/** Attributes that are read out or shown. */
const ATTRIBUTES = [
  'aria-label',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
];

/**
 * Texts below `container` with Latin letters of their own under
 * `pseudoTranslationApi`: neither translated nor from the API's answers. Code,
 * and lists of options that name data, count as data.
 *
 * @param data What the API answered: names and sentences in it may be shown as
 *   they are; single words like `rolled-back` may not, for most are values of
 *   the contract that want words of their own.
 * @param also Further texts that are data: names of one word, and what a page
 *   makes of the answers.
 */
export function untranslatedTexts(
  container: Element,
  data: readonly unknown[],
  also: readonly string[] = [],
): string[] {
  if (!/[\uff21-\uff5a]/.test(container.textContent ?? '')) {
    throw new Error('Nothing translated is on the page: it is not there yet');
  }
  const said = data.flatMap(strings).filter(text => !VALUE.test(text));
  const known = [...new Set([...NAMES, ...said, ...also])]
    .filter(text => text !== '')
    .sort((a, b) => b.length - a.length);
  return [...new Set(textsOf(container))].filter(text => {
    if (FRAME.includes(text)) return false;
    const rest = known.reduce((left, word) => left.replaceAll(word, ' '), text);
    return /[A-Za-z]{2}/.test(rest.replace(SYMBOLS, ' '));
  });
}

function textsOf(container: Element): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(
    container,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute(name);
        if (value) texts.push(value);
      }
    } else if (!node.parentElement?.closest('code, pre, style, script')) {
      texts.push(node.textContent ?? '');
    }
  }
  return texts;
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

/** Symbols of units and names of standards, the same in every language. */
const SYMBOLS = /\b(?:ms|s|min|h|d|UTC|GMT|GiB|MiB|KiB)\b/g;

/** What Backstage's test app says around the tab. */
const FRAME: readonly string[] = [
  '0 notifications.',
  'sidebar nav',
  'Breadcrumbs',
  'test',
];

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
 * @param data What the API answered: every string in it may be shown as it is.
 * @param also Further texts that are data: names that a page makes of the answers.
 */
export function untranslatedTexts(
  container: Element,
  data: readonly unknown[],
  also: readonly string[] = [],
): string[] {
  const known = [...new Set([...data.flatMap(strings), ...also])]
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

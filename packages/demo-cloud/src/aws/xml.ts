/** What an element of an AWS query answer holds; undefined leaves the element out. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | XmlList
  | { [element: string]: XmlValue };

/** A list: each item becomes one element of the member's name. */
export class XmlList {
  constructor(readonly member: string, readonly items: readonly XmlValue[]) {}
}

/** One element with its content, escaped. */
export function element(name: string, value: XmlValue, xmlns?: string): string {
  if (value === undefined) {
    return '';
  }
  const attribute = xmlns ? ` xmlns="${escape(xmlns)}"` : '';
  return `<${name}${attribute}>${content(value)}</${name}>`;
}

function content(value: NonNullable<XmlValue>): string {
  if (value instanceof XmlList) {
    return value.items.map(item => element(value.member, item)).join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, child]) => element(name, child))
      .join('');
  }
  return escape(String(value));
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

import type { Nodes } from 'mdast';

function collect(node: Nodes, out: string[], images: boolean): void {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      out.push(node.value);
      return;
    case 'break':
      out.push('\n');
      return;
    case 'html':
      if (/^<br\s*\/?>$/i.test(node.value)) out.push('\n');
      return;
    case 'image':
    case 'imageReference':
      if (images) out.push(node.alt ?? '');
      return;
    case 'footnoteReference':
      return;
    default:
      if ('children' in node) {
        for (const child of node.children) collect(child, out, images);
      }
  }
}

/**
 * Text of a node without markup and HTML; line breaks are kept. Images count by
 * their alternative text unless they are left out.
 */
export function plainLines(node: Nodes, images = true): string[] {
  const out: string[] = [];
  collect(node, out, images);
  return out.join('').split('\n').map(oneSpaced);
}

const UNEVEN = /^\s|\s$|\s\s|[^\S ]/;

/** A text with single spaces between its words. */
export function oneSpaced(text: string): string {
  // Almost every text is so already.
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Text of a node on one line, without markup and HTML. */
export function plainText(node: Nodes, images = true): string {
  return oneSpaced(plainLines(node, images).join(' '));
}

/** Text of a heading; badges in it say nothing unless they are all of it. */
export function headingText(node: Nodes): string {
  return plainText(node, false) || plainText(node);
}

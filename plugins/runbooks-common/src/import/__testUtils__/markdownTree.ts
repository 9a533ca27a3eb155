import type { Node, Parent, Root } from 'mdast';

const PHRASING_PARENTS = ['heading', 'paragraph', 'tableCell'];

function isParent(node: Node): node is Parent {
  return 'children' in node;
}

/**
 * A tree with what the import goes by: types, values and the places of blocks. Not
 * compared are the places within a line, `spread`, where a block that nothing
 * closes ends within the line that ends it, and its blank lines at the end; the
 * tokenizer itself answers differently there from case to case. Nor is `checked`
 * of what is no item: a box right below an empty item lands on what is around it.
 */
function comparable(node: Node, phrasing: boolean, limit: number): object {
  const { position, spread, children, ...rest } = node as Parent & {
    spread?: boolean;
  };
  const value: Record<string, unknown> = { ...rest };
  if (node.type !== 'listItem') delete value.checked;
  if (node.type === 'code') {
    value.value = String(value.value).replace(/\n+$/, '');
  }
  const end = Math.min(position?.end.line ?? limit, limit);
  if (!phrasing && position && node.type !== 'tableCell') {
    value.place = [position.start.line, position.start.column, end];
  }
  if (!isParent(node)) return value;
  const below = phrasing || PHRASING_PARENTS.includes(node.type);
  value.children = children.map((child, index) => {
    const next = children[index + 1]?.position?.start.line ?? Infinity;
    const start = child.position?.start.line ?? 0;
    const last = next > start ? Math.min(end, next - 1) : end;
    return comparable(child, below, last);
  });
  return value;
}

/** Text by which two trees can be compared. */
export function treeText(root: Root): string {
  const { position, ...rest } = root;
  return JSON.stringify(comparable(rest, false, Infinity), null, 1);
}

import { KeyboardEvent, useRef, useState } from 'react';

/** What the button that opens a row needs to take part in the walk. */
export interface RowWalkProps {
  ref: (element: HTMLButtonElement | null) => void;
  tabIndex: 0 | -1;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * One tab stop for all rows; arrow keys, Home and End walk them (the "roving
 * tabindex" of the WAI-ARIA Authoring Practices).
 */
export function useRowWalk(
  keys: readonly string[],
): (key: string) => RowWalkProps {
  const elements = useRef(new Map<string, HTMLButtonElement>());
  const [last, setLast] = useState<string>();
  const active = last !== undefined && keys.includes(last) ? last : keys[0];

  const onKeyDown = (event: KeyboardEvent, key: string) => {
    const index = keys.indexOf(key);
    const targets: Record<string, number> = {
      ArrowDown: Math.min(index + 1, keys.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: keys.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    elements.current.get(keys[target])?.focus();
  };

  return key => ({
    ref: element => {
      if (element) elements.current.set(key, element);
      else elements.current.delete(key);
    },
    tabIndex: key === active ? 0 : -1,
    onFocus: () => setLast(key),
    onKeyDown: event => onKeyDown(event, key),
  });
}

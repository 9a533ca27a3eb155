import { KeyboardEvent, RefCallback, useRef, useState } from 'react';

/** What an element needs to take part in a walk. */
export interface WalkProps {
  ref: RefCallback<HTMLElement>;
  tabIndex: 0 | -1;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * One tab stop for all elements; arrow keys, Home and End walk them (the
 * "roving tabindex" of the WAI-ARIA Authoring Practices).
 *
 * @param keys The elements in their order.
 * @param initial Where the tab stop is until one had the focus; the first unless told.
 */
export function useWalk(
  keys: readonly string[],
  initial?: string,
): (key: string) => WalkProps {
  const elements = useRef(new Map<string, HTMLElement>());
  const [last, setLast] = useState(initial);
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

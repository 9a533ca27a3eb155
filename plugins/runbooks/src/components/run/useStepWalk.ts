import { KeyboardEvent, RefCallback, useRef, useState } from 'react';

export interface StepWalkProps {
  ref: RefCallback<HTMLElement>;
  tabIndex: number;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** One tab stop for the ticks of a run; the arrow keys, Home and End move between them. */
export function useStepWalk(
  ids: readonly string[],
  initial: string | undefined,
): (id: string) => StepWalkProps {
  const elements = useRef(new Map<string, HTMLElement>());
  const [current, setCurrent] = useState(initial);
  const stop = current && ids.includes(current) ? current : ids[0];

  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const index = ids.indexOf(id);
    const target = {
      ArrowDown: ids[index + 1],
      ArrowUp: ids[index - 1],
      Home: ids[0],
      End: ids[ids.length - 1],
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    elements.current.get(target)?.focus();
  };

  return id => ({
    ref: element => {
      if (element) elements.current.set(id, element);
      else elements.current.delete(id);
    },
    tabIndex: id === stop ? 0 : -1,
    onFocus: () => setCurrent(id),
    onKeyDown: event => onKeyDown(event, id),
  });
}

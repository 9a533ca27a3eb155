import { RefObject, useEffect } from 'react';

const DIRECTIONS: Record<string, number | undefined> = { j: 1, k: -1 };

/**
 * "j" and "k" go to the next and the previous step from anywhere on the page, as
 * in mail programs and pagers; never while somebody writes or a dialog is open.
 */
export function useStepKeys(list: RefObject<HTMLElement>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isElsewhere(event.target)) return;
      const steps = [
        ...(list.current?.querySelectorAll<HTMLElement>('[role="checkbox"]') ??
          []),
      ];
      const focused = steps.findIndex(step => step === document.activeElement);
      const next =
        focused === -1
          ? steps.find(step => step.tabIndex === 0)
          : steps[focused + direction];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);
}

/** In a field, a menu or a dialog, where letters mean something else. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]',
    ) !== null
  );
}

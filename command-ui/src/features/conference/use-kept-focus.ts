import { useEffect, useRef } from 'react';

/** Whoever answers by the keyboard goes on with the next who waits: the row he was in is gone after his press. */
export function useKeptFocus(count: number) {
  const list = useRef<HTMLElement>(null);
  const wasInside = useRef(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    if (wasInside.current && document.activeElement === document.body) {
      element.querySelector<HTMLElement>('li button')?.focus();
    }
    wasInside.current = element.contains(document.activeElement);
    const entered = (): void => {
      wasInside.current = true;
    };
    const left = (event: FocusEvent): void => {
      // A removed element gives its focus to nothing; a person gives it to something.
      if (event.relatedTarget !== null) wasInside.current = false;
    };
    element.addEventListener('focusin', entered);
    element.addEventListener('focusout', left);
    return () => {
      element.removeEventListener('focusin', entered);
      element.removeEventListener('focusout', left);
    };
  }, [count]);
  return list;
}

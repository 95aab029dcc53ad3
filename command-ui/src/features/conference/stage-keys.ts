import { useEffect, useRef } from 'react';

/** Keys of the stage, by their place on the keyboard: M microphone, V camera, G layout, S screen, I lines. */
export type StageKey = 'KeyM' | 'KeyV' | 'KeyG' | 'KeyS' | 'KeyI';

/** Presses while somebody writes, or a dialog asks something, are meant for that. */
function isBusy(target: EventTarget | null): boolean {
  const writing =
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
  return writing || document.querySelector('dialog[open]') !== null;
}

/** Runs the action of a key pressed alone anywhere on the page. */
export function useStageKeys(actions: Readonly<Record<StageKey, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
      const action = Object.entries(latest.current).find(([key]) => key === event.code)?.[1];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

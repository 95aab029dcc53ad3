import { useEffect, useRef } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

/** One key of the desk, as the person reads it and as the keyboard says it. */
export interface DeskKey {
  /** Place on the keyboard, `KeyboardEvent.code`; or `?` or `/`, which stand elsewhere on every keyboard. */
  readonly code: string;
  readonly shift?: boolean;
  /** What it does, for the list of keys. */
  readonly text: string;
  readonly run: () => void;
}

const held = createStore<readonly DeskKey[]>(() => []);

/**
 * Gives a key of the desk a meaning while the component lives and `active` is true, and a place in the list of keys. A
 * letter is meant for whoever writes; a function key works then too. Neither works while a dialog asks something. Where
 * two meanings are given to a key, the newer one holds.
 */
export function useDeskKey(key: DeskKey, active = true): void {
  const { code, shift = false, text } = key;
  const run = useRef(key.run);
  useEffect(() => {
    run.current = key.run;
  }, [key.run]);
  useEffect(() => {
    if (!active) return undefined;
    const mine: DeskKey = { code, shift, text, run: () => run.current() };
    held.setState((others) => [...others, mine], true);
    return () => held.setState((others) => others.filter((one) => one !== mine), true);
  }, [code, shift, text, active]);
}

/** Every key that has a meaning now, the newer meaning of each alone. */
export function useDeskKeys(): readonly DeskKey[] {
  return newest(useStore(held));
}

/** Listens for the keys of the desk; once for a page. */
export function useDeskKeyboard(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const key = keyPressed(newest(held.getState()), event, {
        writing: isWriting(event.target),
        asked: document.querySelector('dialog[open]') !== null,
      });
      if (!key) return;
      event.preventDefault();
      if (!event.repeat) key.run();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** The key that is meant, or undefined. */
export function keyPressed(
  keys: readonly DeskKey[],
  event: Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  page: { readonly writing: boolean; readonly asked: boolean },
): DeskKey | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || page.asked) return undefined;
  if (page.writing && !/^F\d+$/u.test(event.code)) return undefined;
  return keys.find(({ code, shift = false }) =>
    code.length === 1 ? event.key === code : code === event.code && shift === event.shiftKey,
  );
}

/** How a key is written on its button: M, F2, ⇧F2, ?. */
export function keyLabel({ code, shift = false }: Pick<DeskKey, 'code' | 'shift'>): string {
  return `${shift ? '⇧' : ''}${code.replace(/^Key/u, '')}`;
}

function newest(keys: readonly DeskKey[]): readonly DeskKey[] {
  return [...new Map(keys.map((key) => [keyLabel(key), key])).values()];
}

/** A tick takes no letters. */
const WRITTEN_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(WRITTEN_IN) !== null;
}

import { useEffect, useRef, useState, type ReactNode } from 'react';

/** How long a press must last where one step reaches many people (design language, destructive steps). */
const HOLD_MS = 1500;

/** [DEC7] A button that acts after it was held, by pointer or by Enter and Space; letting go earlier does nothing. */
export function HoldButton(props: { text: string; disabled: boolean; onHeld: () => void }): ReactNode {
  const [held, setHeld] = useState(false);
  const timer = useRef<number | null>(null);
  const release = (): void => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
  };
  const press = (): void => {
    if (props.disabled || timer.current !== null) return;
    setHeld(true);
    timer.current = window.setTimeout(() => {
      release();
      props.onHeld();
    }, HOLD_MS);
  };
  useEffect(() => release, []);
  return (
    <button
      type="button"
      className={`btn pri hold${held ? ' held' : ''}`}
      disabled={props.disabled}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press();
      }}
      onKeyUp={release}
    >
      {props.text}
    </button>
  );
}

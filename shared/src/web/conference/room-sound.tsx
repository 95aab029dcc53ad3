import { useCallback, useState, type ReactNode } from 'react';
import { RemoteSound } from './media-tile.js';
import type { RemoteTrack } from './seat-state.js';

/** Plays the room's voices; where the browser blocks sound until a press, shows the button that unlocks it. */
export function RoomSound(props: {
  remotes: readonly RemoteTrack[];
  className: string;
  /** What the button says. */
  children: ReactNode;
}): ReactNode {
  const [blocked, setBlocked] = useState(false);
  const [unlocked, setUnlocked] = useState(0);
  const onBlocked = useCallback(() => setBlocked(true), []);
  const unlock = (): void => {
    setUnlocked((count) => count + 1);
    setBlocked(false);
  };
  return (
    <>
      <RemoteSound remotes={props.remotes} onBlocked={onBlocked} unlocked={unlocked} />
      {blocked ? (
        <button type="button" className={props.className} onClick={unlock}>
          {props.children}
        </button>
      ) : null}
    </>
  );
}

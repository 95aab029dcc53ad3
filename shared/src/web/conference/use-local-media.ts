import { useCallback, useEffect, useRef, useState } from 'react';
import { openLocalMedia, stopLocalMedia, type Facing, type LocalMedia } from './local-media.js';
import { careForTracks, type LocalKind } from './track-care.js';

export interface PreparedMedia {
  readonly media: LocalMedia | null;
  /** Tracks the system has silenced or taken; they come back by themselves. */
  readonly interrupted: readonly LocalKind[];
  /** Opens them unless they are open. Rejects as `openLocalMedia`. */
  readonly open: (facing: Facing) => Promise<void>;
  readonly release: () => void;
}

/** The page's camera and microphone: opened once, kept over ringing and call, stopped when released or unmounted. */
export function useLocalMedia(): PreparedMedia {
  const [media, setMedia] = useState<LocalMedia | null>(null);
  const held = useRef<LocalMedia | null>(null);
  const [interrupted, setInterrupted] = useState<readonly LocalKind[]>([]);
  const facingNow = useRef<Facing>('user');
  const opening = useRef<Promise<void> | null>(null);
  const set = useCallback((next: LocalMedia) => {
    held.current = next;
    setMedia(next);
  }, []);
  const open = useCallback(
    (facing: Facing) => {
      if (held.current) return Promise.resolve();
      facingNow.current = facing;
      opening.current ??= openLocalMedia(facing)
        .then(set)
        .finally(() => {
          opening.current = null;
        });
      return opening.current;
    },
    [set],
  );
  const release = useCallback(() => {
    stopLocalMedia(held.current);
    held.current = null;
    setMedia(null);
  }, []);
  useEffect(() => () => stopLocalMedia(held.current), []);
  useEffect(() => {
    if (!media) return undefined;
    const end = careForTracks({
      ...{ media, facing: facingNow.current },
      ...{ onInterrupted: setInterrupted, onReopened: set },
    });
    return () => {
      end();
      setInterrupted([]);
    };
  }, [media, set]);
  return { media, interrupted, open, release };
}

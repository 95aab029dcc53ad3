import { useCallback, useEffect, useRef, useState } from 'react';
import { openLocalMedia, stopLocalMedia, type LocalMedia } from './local-media.js';

export interface PreparedMedia {
  readonly media: LocalMedia | null;
  /** Opens them unless they are open. Rejects as `openLocalMedia`. */
  readonly open: (facing: 'user' | 'environment') => Promise<void>;
  readonly release: () => void;
}

/** The page's camera and microphone: opened once, kept over ringing and call, stopped when released or unmounted. */
export function useLocalMedia(): PreparedMedia {
  const [media, setMedia] = useState<LocalMedia | null>(null);
  const held = useRef<LocalMedia | null>(null);
  const opening = useRef<Promise<void> | null>(null);
  const set = useCallback((next: LocalMedia) => {
    held.current = next;
    setMedia(next);
  }, []);
  const open = useCallback(
    (facing: 'user' | 'environment') => {
      if (held.current) return Promise.resolve();
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
  return { media, open, release };
}

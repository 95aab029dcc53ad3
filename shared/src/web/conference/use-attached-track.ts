import { useEffect, useRef, type RefObject } from 'react';

/**
 * Plays a track in a media element by ref; React never re-renders for media. `onBlocked` hears when the browser refuses
 * sound before a tap.
 */
export function useAttachedTrack<E extends HTMLMediaElement>(
  track: MediaStreamTrack | null,
  onBlocked?: () => void,
): RefObject<E | null> {
  const ref = useRef<E>(null);
  const blocked = useRef(onBlocked);
  useEffect(() => {
    blocked.current = onBlocked;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element || !track) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch((failure: unknown) => {
      if (failure instanceof Error && failure.name === 'NotAllowedError') blocked.current?.();
    });
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return ref;
}

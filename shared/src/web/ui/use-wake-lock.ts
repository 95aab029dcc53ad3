import { useEffect } from 'react';

/** Keeps the screen on while `wanted`; the browser drops the lock with the page's visibility, so it is asked for anew. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') return;
      // Low battery or no permission: the screen may sleep, and what the page does then is said elsewhere.
      const granted = await navigator.wakeLock.request('screen').catch(() => null);
      if (abort.signal.aborted) void granted?.release();
      else lock = granted;
    };
    void ask();
    document.addEventListener('visibilitychange', () => void ask(), { signal: abort.signal });
    return () => {
      abort.abort();
      void lock?.release();
    };
  }, [wanted]);
}

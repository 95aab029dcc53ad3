import { every } from '../../kernel/every.js';
import { useEffect, useState } from 'react';

/** The server's time now, every second; ages and clocks never trust the device's own clock. */
export function useServerNow(serverNow: () => number, everyMs = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    return every(everyMs, () => setNow(serverNow()));
  }, [serverNow, everyMs]);
  return now;
}

/** `m:ss` or `h:mm:ss`; never negative. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

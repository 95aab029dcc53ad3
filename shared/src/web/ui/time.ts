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

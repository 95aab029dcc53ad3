import { useCallback, useEffect, useRef, useState } from 'react';
import { insist, type Errand, type Insisting } from './insist.js';

/** Insists on `ask` while the page stands; null asks nothing. Another function is another errand. */
export function useInsisted<T>(ask: ((signal: AbortSignal) => Promise<T>) | null): Errand<T> & { again: () => void } {
  const [errand, setErrand] = useState<Errand<T>>({ phase: 'pending', trouble: undefined });
  const insisting = useRef<Insisting | null>(null);
  useEffect(() => {
    if (!ask) return undefined;
    const mine = insist(ask, setErrand);
    insisting.current = mine;
    return () => {
      mine.end();
      insisting.current = null;
    };
  }, [ask]);
  const again = useCallback(() => insisting.current?.again(), []);
  return { ...errand, again };
}

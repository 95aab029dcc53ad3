import { useEffect, useState } from 'react';

interface Battery extends EventTarget {
  readonly level: number;
}

/** Percent; null where the browser does not tell. */
export function useBattery(): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useEffect(() => {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
    if (!getBattery) return;
    let stop: (() => void) | undefined;
    let gone = false;
    // A browser that refuses to tell is as one that cannot.
    void getBattery
      .call(navigator)
      .then((battery) => {
        const read = (): void => setPercent(Math.round(battery.level * 100));
        if (gone) return;
        read();
        battery.addEventListener('levelchange', read);
        stop = () => battery.removeEventListener('levelchange', read);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return percent;
}

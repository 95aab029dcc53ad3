import { useEffect, useState } from 'react';

/** The devices of this machine, kept fresh; their labels are empty until the page was let in. `anew` reads them again. */
export function useDevices(anew: unknown): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    const mediaDevices = navigator.mediaDevices as MediaDevices | undefined;
    if (!mediaDevices) return undefined;
    const abort = new AbortController();
    const read = (): void => {
      void mediaDevices.enumerateDevices().then((found) => {
        if (!abort.signal.aborted) setDevices(found);
      });
    };
    read();
    mediaDevices.addEventListener('devicechange', read, { signal: abort.signal });
    return () => abort.abort();
  }, [anew]);
  return devices;
}

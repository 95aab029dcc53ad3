import { useEffect, useState } from 'react';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection } from '@haigang/shared/web/connection';

/** Everybody's open pages, as told to commander and dispatcher; empty for others. */
export function usePresence(): readonly Presence[] {
  const connection = useConnection();
  const [presence, setPresence] = useState<readonly Presence[]>([]);
  useEffect(() => connection.on('identity:presence-changed', setPresence), [connection]);
  return presence;
}

const REPORT_EVERY_MS = 20_000;

/** Tells the centre that this screen is open and whether it can ring. */
export function useScreenReport(surface: 'desk' | 'wall', soundBlocked: boolean): void {
  const connection = useConnection();
  useEffect(() => {
    const report = (): void => {
      const request = {
        surface,
        foreground: document.visibilityState === 'visible',
        onDuty: true,
        soundBlocked,
        position: null,
        positionAt: null,
        batteryPercent: null,
        network: null,
      };
      // Lossy by design: the next report says the same.
      void connection.call('identity:report-presence', request).catch(() => undefined);
    };
    const stop = connection.onLive(report);
    const timer = setInterval(report, REPORT_EVERY_MS);
    document.addEventListener('visibilitychange', report);
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', report);
    };
  }, [connection, surface, soundBlocked]);
}

import { every } from '@haigang/shared/kernel/every';
import { useEffect } from 'react';
import { useConnection } from '@haigang/shared/web/connection';

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
        networkType: null,
      };
      // Lossy by design: the next report says the same.
      void connection.call('identity:report-presence', request).catch(() => undefined);
    };
    const stop = connection.onLive(report);
    const stopRepeating = every(REPORT_EVERY_MS, report);
    document.addEventListener('visibilitychange', report);
    return () => {
      stop();
      stopRepeating();
      document.removeEventListener('visibilitychange', report);
    };
  }, [connection, surface, soundBlocked]);
}

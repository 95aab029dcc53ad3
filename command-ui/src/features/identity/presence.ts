import { useEffect } from 'react';
import { repeatReport, useConnection } from '@haigang/shared/web/connection';

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
    return repeatReport(connection, report);
  }, [connection, surface, soundBlocked]);
}

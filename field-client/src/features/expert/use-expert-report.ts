import { useEffect } from 'react';
import { every } from '@haigang/shared/kernel/every';
import { useConnection } from '@haigang/shared/web/connection';
import { useBattery } from '../identity/use-battery.js';
import { useNetwork } from '../identity/use-network.js';

const REPORT_EVERY_MS = 20_000;

/**
 * [PRE2] Tells the centre that an expert's page is open, with its network and battery; his place is nobody's business. A
 * guest is on nobody's duty list.
 */
export function useExpertReport(surface: 'field' | 'expert', soundBlocked: boolean): void {
  const connection = useConnection();
  const batteryPercent = useBattery();
  const { network, networkType } = useNetwork();
  useEffect(() => {
    const report = (): void => {
      const page = {
        ...{ surface, foreground: document.visibilityState === 'visible', onDuty: surface === 'field' },
        ...{ soundBlocked, position: null, positionAt: null, batteryPercent, network, networkType },
      };
      // Lossy by design: the next report says the same.
      void connection.call('identity:report-presence', page).catch(() => undefined);
    };
    const stop = connection.onLive(report);
    const stopRepeating = every(REPORT_EVERY_MS, report);
    document.addEventListener('visibilitychange', report);
    return () => {
      stop();
      stopRepeating();
      document.removeEventListener('visibilitychange', report);
    };
  }, [connection, surface, soundBlocked, batteryPercent, network, networkType]);
}

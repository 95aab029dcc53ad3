import { useEffect } from 'react';
import { repeatReport, useConnection } from '@haigang/shared/web/connection';
import { useBattery } from '../identity/use-battery.js';
import { useNetwork } from '../identity/use-network.js';

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
    return repeatReport(connection, report);
  }, [connection, surface, soundBlocked, batteryPercent, network, networkType]);
}

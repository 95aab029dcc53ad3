import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { distressOf } from '../../features/vessel/distress.rules.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { isLost, lostLimits } from '../../features/vessel/vessel.rules.js';
import { useSettings } from '../connection/index.js';
import { elapsed, Fresh } from '../ui/index.js';

/** How fresh a vessel's report is, whether it is a beacon under test, and whether it is simulated. */
export function VesselSight({ vessel, now }: { vessel: Vessel; now: number }): ReactNode {
  const { t } = useTranslation();
  const stale = isLost(vessel, now, lostLimits(useSettings()));
  return (
    <p className="row">
      <Fresh value={stale ? { kind: 'stale', at: vessel.positionAt ?? vessel.lastReportAt } : { kind: 'live' }} />
      <span className="t2 n">{t('vessel.reportedAgo', { elapsed: elapsed(now - vessel.lastReportAt) })}</span>
      {distressOf(vessel) === 'test' ? <span className="t2">{t('distress.test')}</span> : null}
      {vessel.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
    </p>
  );
}

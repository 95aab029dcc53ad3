import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { placeNow } from '../../features/vessel/dead-reckoning.js';
import { distressOf } from '../../features/vessel/distress.rules.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { silentEdgeMinutes } from '../../features/vessel/vessel-rule.settings.js';
import { silenceOf } from '../../features/vessel/vessel-silence.js';
import { lostLimits } from '../../features/vessel/vessel.rules.js';
import { settingMs } from '../../kernel/settings.js';
import { useSettings } from '../connection/index.js';
import { elapsed, Fresh } from '../ui/index.js';
import { usePortSite } from './port-site.js';

/** How fresh a vessel's report is and what its silence means, whether it is a beacon under test, and whether it is simulated. */
export function VesselSight({ vessel, now }: { vessel: Vessel; now: number }): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings();
  const site = usePortSite();
  const limits = lostLimits(settings);
  const silence = silenceOf(vessel, now, {
    ...{ limits, site, edgeMs: settingMs(settings, silentEdgeMinutes) },
  });
  const { position } = vessel;
  const predicted = position !== null && placeNow({ ...vessel, position }, now, limits).predicted;
  return (
    <p className="row">
      <Fresh
        value={silence === 'heard' ? { kind: 'live' } : { kind: 'stale', at: vessel.positionAt ?? vessel.lastReportAt }}
      />
      {silence === 'heard' ? null : <b>{t(silence === 'lost' ? 'vessel.lost' : 'vessel.outOfRange')}</b>}
      {predicted ? <span>{t('vessel.predictedPlace')}</span> : null}
      <span className="t2 n">{t('vessel.reportedAgo', { elapsed: elapsed(now - vessel.lastReportAt) })}</span>
      {distressOf(vessel) === 'test' ? <span className="t2">{t('distress.test')}</span> : null}
      {vessel.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
    </p>
  );
}

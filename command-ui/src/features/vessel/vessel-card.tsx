import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { distressOf } from '@haigang/shared/features/vessel/distress.rules';
import { flagOf } from '@haigang/shared/features/vessel/flag';
import type { Vessel, VesselEta } from '@haigang/shared/features/vessel/vessel.model';
import { isLost, lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import { useConnection, useSettings } from '@haigang/shared/web/connection';
import { currentLanguage, regionName } from '@haigang/shared/web/i18n';
import { beijingDate, beijingMinute } from '@haigang/shared/kernel/time';
import { elapsed, Fresh, useServerNow } from '@haigang/shared/web/ui';
import { HullFigure } from './hull-figure.js';
import { IdentityHistory } from './identity-history.js';
import { PortCallHistory } from './port-call-history.js';
import './vessel.css';

const NOTHING = '—';
const DAY_MS = 86_400_000;

/** Beijing time; a day alone is the ship's day of UTC. */
function etaText({ at, hasTime }: VesselEta): string {
  return hasTime ? beijingMinute(at) : new Date(at).toISOString().slice(0, 10);
}

/** How long ago it was said; from before yesterday the day is more use. */
function saidText(at: number, now: number, t: TFunction): string {
  return now - at < DAY_MS ? t('vessel.ago', { elapsed: elapsed(now - at) }) : beijingDate(at);
}

/** What is known of one vessel and how old it is. AIS proposes; nothing here is of legal weight. */
export function VesselCard({
  vessel,
  trail,
  onClose,
}: {
  vessel: Vessel;
  trail: ReactNode;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const stale = isLost(vessel, now, lostLimits(useSettings()));
  const size = vessel.lengthMetres === null ? NOTHING : `${vessel.lengthMetres} × ${vessel.beamMetres ?? NOTHING} m`;
  const flag = flagOf(Number(vessel.mmsi));
  const degrees = (value: number | null): string => (value === null ? NOTHING : `${value.toFixed(0)}°`);
  const rows: readonly [label: string, value: string][] = [
    ['MMSI', vessel.mmsi],
    ['IMO', vessel.imo === null ? NOTHING : String(vessel.imo)],
    [t('vessel.flag'), flag === null ? NOTHING : `${regionName(flag, currentLanguage())} ${flag}`],
    [t('vessel.callSign'), vessel.callSign ?? NOTHING],
    [t('vessel.type'), vessel.shipType === null ? NOTHING : t(`shipType.${vessel.shipType}`)],
    [t('vessel.status'), vessel.navigationStatus === null ? NOTHING : t(`navigationStatus.${vessel.navigationStatus}`)],
    [t('vessel.speed'), vessel.speedKnots === null ? NOTHING : `${vessel.speedKnots.toFixed(1)} kn`],
    [t('vessel.course'), degrees(vessel.courseDeg)],
    [t('vessel.heading'), degrees(vessel.headingDeg)],
    [t('vessel.size'), size],
    [t('vessel.draught'), vessel.draughtMetres === null ? NOTHING : `${vessel.draughtMetres.toFixed(1)} m`],
    [t('vessel.destination'), vessel.destination ?? NOTHING],
    [t('vessel.eta'), vessel.eta === null ? NOTHING : etaText(vessel.eta)],
    [t('vessel.staticAt'), vessel.staticAt === null ? NOTHING : saidText(vessel.staticAt, now, t)],
    [t('vessel.transponder'), vessel.transponder === null ? NOTHING : t(`transponder.${vessel.transponder}`)],
    [t('vessel.source'), vessel.source],
  ];
  // A beacon or an aid has no voyage: a list of dashes would say nothing of it.
  const shown = vessel.kind === 'ship' ? rows : rows.filter(([, value]) => value !== NOTHING);
  return (
    <aside className="card" aria-label={vessel.name ?? vessel.mmsi}>
      <header className="row">
        <h3>{vessel.name ?? vessel.mmsi}</h3>
        <span className="sp" />
        <button type="button" className="btn quiet" onClick={onClose} aria-label={t('error.close')}>
          ✕
        </button>
      </header>
      <p className="row">
        <Fresh value={stale ? { kind: 'stale', at: vessel.positionAt ?? vessel.lastReportAt } : { kind: 'live' }} />
        <span className="t2 n">{t('vessel.reportedAgo', { elapsed: elapsed(now - vessel.lastReportAt) })}</span>
        {distressOf(vessel) === 'test' ? <span className="t2">{t('distress.test')}</span> : null}
        {vessel.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
      </p>
      {trail}
      {vessel.hull ? <HullFigure hull={vessel.hull} /> : null}
      <dl>
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="n">{value}</dd>
          </div>
        ))}
      </dl>
      <IdentityHistory key={vessel.mmsi} vessel={vessel} />
      {vessel.kind === 'ship' ? <PortCallHistory key={`calls ${vessel.mmsi}`} vessel={vessel} /> : null}
    </aside>
  );
}

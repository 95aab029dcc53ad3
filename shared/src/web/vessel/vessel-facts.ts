import type { TFunction } from 'i18next';
import { flagOf } from '../../features/vessel/flag.js';
import type { Vessel, VesselEta } from '../../features/vessel/vessel.model.js';
import { beijingDate, beijingMinute } from '../../kernel/time.js';
import { currentLanguage, regionName } from '../i18n/index.js';
import { elapsed } from '../ui/index.js';

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

/** What is known of a vessel, row by row (of a moment in the past without what she only says of her voyage now) in the reader's language; "—" where a ship says nothing. */
export function vesselFacts(
  vessel: Vessel,
  now: number,
  t: TFunction,
  isPast = false,
): readonly [label: string, value: string][] {
  const size = vessel.lengthMetres === null ? NOTHING : `${vessel.lengthMetres} × ${vessel.beamMetres ?? NOTHING} m`;
  const flag = flagOf(Number(vessel.mmsi));
  const degrees = (value: number | null): string => (value === null ? NOTHING : `${Math.round(value) % 360}°`);
  const rows: [label: string, value: string][] = [
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
  if (isPast) {
    const ofNow = ['draught', 'destination', 'eta', 'staticAt', 'transponder', 'source'] as const;
    const labels = new Set(ofNow.map((key) => t(`vessel.${key}`)));
    return rows.filter(([label, value]) => !labels.has(label) && (vessel.kind === 'ship' || value !== NOTHING));
  }
  // A beacon or an aid has no voyage: a list of dashes would say nothing of it.
  return vessel.kind === 'ship' ? rows : rows.filter(([, value]) => value !== NOTHING);
}

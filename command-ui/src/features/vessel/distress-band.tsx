import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DistressBeacon } from '@haigang/shared/features/vessel/distress.rules';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { elapsed, Icon, useServerNow } from '@haigang/shared/web/ui';
import { showVessel } from '../../app/view.js';
import { noteDistress } from './use-distress.js';
import './vessel.css';

/** [AIS25] Somebody is in distress: which beacon, where, for how long; above everything else of the page. */
export function DistressBand(props: {
  beacons: readonly (Vessel & { kind: DistressBeacon })[];
  /** Nobody stands before a wall to answer. */
  surface: 'desk' | 'wall';
}): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const { beacons, surface } = props;
  if (beacons.length === 0) return null;
  return (
    <section className="p alarm distress-band" role="alert">
      {beacons.map((beacon) => (
        <div className="row" key={beacon.mmsi}>
          <Icon name="alert" size={34} />
          <p className="big sp">
            <span className="blink">{t('distress.active')}</span>
            <span>{t(`distress.${beacon.kind}`)}</span>
            <small className="n">MMSI {beacon.mmsi}</small>
            <small className="n">{placeText(beacon) ?? t('distress.noPosition')}</small>
            <small className="n">
              {t('distress.heardAgo', {
                elapsed: elapsed(now - beacon.firstHeardAt),
                last: elapsed(now - beacon.lastReportAt),
              })}
            </small>
            {beacon.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
          </p>
          {surface === 'wall' ? null : (
            <>
              <ShowPlace beacon={beacon} />
              <button type="button" className="btn accept" onClick={() => noteDistress(beacon)}>
                {t('distress.noted')}
              </button>
            </>
          )}
        </div>
      ))}
    </section>
  );
}

function ShowPlace({ beacon: { mmsi, position } }: { beacon: Vessel }): ReactNode {
  const { t } = useTranslation();
  if (!position) return null;
  return (
    <button type="button" className="btn" onClick={() => showVessel(mmsi, position)}>
      {t('distress.show')}
    </button>
  );
}

/** Degrees and decimal minutes, as they are read out on the radio. */
function placeText({ position }: Vessel): string | null {
  if (!position) return null;
  const part = (value: number, positive: string, negative: string): string => {
    const tenths = Math.round(Math.abs(value) * 600);
    return `${Math.floor(tenths / 600)}°${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}′${value < 0 ? negative : positive}`;
  };
  return `${part(position.lat, 'N', 'S')} ${part(position.lon, 'E', 'W')}`;
}

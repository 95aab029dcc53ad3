import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, inLanguage, regionName } from '@haigang/shared/web/i18n';
import { elapsed } from '@haigang/shared/web/ui';
import { VesselMark } from '@haigang/shared/web/vessel';
import type { ListedVessel, ListWords } from './vessel-list.js';

const NOTHING = '—';

/** One vessel in two lines. Names come by open radio and stand as text, in no language of ours. [AIS80] */
export function VesselRow(props: { row: ListedVessel; words: ListWords; now: number }): ReactNode {
  const { t } = useTranslation();
  const { row, words, now } = props;
  const { vessel, flag, area, lost, gone } = row;
  const length = vessel.lengthMetres === null ? null : `${vessel.lengthMetres} m`;
  const degrees =
    vessel.courseDeg === null ? NOTHING : `${String(Math.round(vessel.courseDeg) % 360).padStart(3, '0')}°`;
  return (
    <>
      <VesselMark vessel={vessel} lost={lost} />
      <span className="cell">
        <b lang="mul">{vessel.name ?? vessel.mmsi}</b>
        <small title={flag === null ? undefined : regionName(flag, currentLanguage())}>
          {[flag ?? NOTHING, words.type(row), length].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span className="cell n">
        <span>{vessel.speedKnots === null ? NOTHING : `${vessel.speedKnots.toFixed(1)} kn ${degrees}`}</span>
        <small title={words.status(row) ?? undefined}>{words.status(row) ?? NOTHING}</small>
      </span>
      <span className="cell">
        <span title={area && 'name' in area ? inLanguage(area.name) : undefined}>{words.area(row) ?? NOTHING}</span>
        <small lang="mul" title={vessel.destination ?? undefined}>
          {vessel.destination ?? NOTHING}
        </small>
      </span>
      <span className="cell end n">
        <span className={lost ? 'lost' : undefined}>{elapsed(now - vessel.lastReportAt)}</span>
        <small>{lost ? t(gone ? 'vessel.outOfRange' : 'vessel.lost') : null}</small>
        {vessel.simulated ? (
          <small className="sim" title={t('app.simulated')}>
            {t('vesselList.sim')}
          </small>
        ) : null}
      </span>
    </>
  );
}

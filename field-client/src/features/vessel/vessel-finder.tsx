import './vessel-finder.css';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { findVessels, type FoundVessel } from '@haigang/shared/features/vessel/vessel-search';
import { isLost, lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import { nauticalMiles } from '@haigang/shared/kernel/geodesic';
import type { Position } from '@haigang/shared/kernel/position';
import { useConnection, useSettings } from '@haigang/shared/web/connection';
import { useVesselFeed } from '@haigang/shared/web/feeds';
import { elapsed, useServerNow } from '@haigang/shared/web/ui';
import { VesselMark } from '@haigang/shared/web/vessel';

/** So many are read on a phone; who looks for another one types a letter more. */
const MOST = 60;

/** [AIS117] 查找船舶: over the chart, vessels of the port and around it, the nearest first, by any part of what names them. */
export function VesselFinder(props: {
  place: Position | null;
  onChoose: (vessel: Vessel) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { place, onChoose, onClose } = props;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const vessels = useVesselFeed((state) => state.vessels);
  const found = useMemo(() => findVessels(vessels.values(), text, place), [vessels, text, place]);
  const shown = found.slice(0, MOST);
  useEffect(() => {
    input.current?.focus();
  }, []);
  return (
    <section className="vessel-finder" role="dialog" aria-label={t('chart.find')}>
      <form
        className="row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = shown;
          if (first) onChoose(first.vessel);
        }}
      >
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          value={text}
          aria-label={t('vesselList.search')}
          placeholder={t('vesselList.search')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
          }}
        />
        <button type="button" className="btn" onClick={onClose}>
          {t('chart.findClose')}
        </button>
      </form>
      <p className="t2" role="status">
        {found.length === 0
          ? t(vessels.size === 0 ? 'chart.findNobody' : 'chart.findNone')
          : t(place ? 'chart.findNearest' : 'chart.findByName', { count: found.length })}
      </p>
      <ul>
        {shown.map((one) => (
          <li key={one.vessel.mmsi}>
            <FinderRow {...{ one, onChoose }} />
          </li>
        ))}
      </ul>
      {found.length > MOST ? <p className="t2">{t('chart.findMore', { count: found.length - MOST })}</p> : null}
    </section>
  );
}

/** Names come by open radio and stand as text, in no language of ours. */
function FinderRow({ one, onChoose }: { one: FoundVessel; onChoose: (vessel: Vessel) => void }): ReactNode {
  const { t } = useTranslation();
  const now = useServerNow(useConnection().serverNow);
  const limits = lostLimits(useSettings());
  const { vessel, away } = one;
  const lost = isLost(vessel, now, limits);
  const type =
    vessel.kind === 'ship' ? vessel.shipType && t(`shipType.${vessel.shipType}`) : t(`stationKind.${vessel.kind}`);
  const speed = vessel.speedKnots === null ? null : `${vessel.speedKnots.toFixed(1)} kn`;
  return (
    <button type="button" className="found" onClick={() => onChoose(vessel)}>
      <VesselMark vessel={vessel} lost={lost} />
      <span className="cell">
        <b lang="mul">{vessel.name ?? vessel.mmsi}</b>
        <small className="t2">
          {[type, speed, vessel.simulated ? t('vesselList.sim') : null].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span className="cell end n">
        <span>
          {away ? `${nauticalMiles(away.metres)} ${String(Math.round(away.bearingDeg) % 360).padStart(3, '0')}°` : '—'}
        </span>
        <small className="t2">
          {lost ? `${t('vessel.lost')} ` : ''}
          {t('vessel.ago', { elapsed: elapsed(now - vessel.lastReportAt) })}
        </small>
      </span>
    </button>
  );
}

import './chart.css';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import type { Position } from '@haigang/shared/kernel/position';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { aisFreshness, lookAt, useVesselFeed } from '@haigang/shared/web/feeds';
import { currentLanguage } from '@haigang/shared/web/i18n';
import { openPortMap, portBounds, type MapPick, type PortMap } from '@haigang/shared/web/map';
import { Fresh, LinkBar } from '@haigang/shared/web/ui';
import {
  portSiteOf,
  TrailChoice,
  useBaseMapOn,
  useFeedDrawing,
  useIncidentMarks,
  usePortSite,
  useTrail,
  VesselLegend,
} from '@haigang/shared/web/vessel';
import { DistressNotice } from './distress-notice.js';
import { VesselFinder } from './vessel-finder.js';
import { VesselSheet } from './vessel-sheet.js';

/** [AIS87] The port picture on a phone: the chart that is kept on the device, and on it what the centre tells. */
export function ChartPage({ place, onClose }: { place: Position | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [mmsi, setMmsi] = useState<string | null>(null);
  const [found, setFound] = useState(false);
  const [finding, setFinding] = useState(false);
  const pick = useCallback((one: MapPick) => {
    if (one?.kind !== 'incident') setMmsi(one?.mmsi ?? null);
  }, []);
  const { container, map, failed } = useChart(pick, finding);
  useBaseMapOn(map, NOTHING_TO_SAY, 'centre');
  const [count, setCount] = useState(0);
  useFeedDrawing(map, setCount);
  const site = usePortSite();
  useEffect(() => map?.setSite(site), [map, site]);
  const incidents = useIncidentMarks();
  useEffect(() => map?.setIncidents(incidents), [map, incidents]);
  const here = t('chart.here');
  const own = useMemo(() => (place ? [{ id: 'own', name: here, lat: place.lat, lon: place.lon }] : []), [place, here]);
  useEffect(() => map?.setOfficers(own), [map, own]);
  useEffect(() => map?.select(mmsi), [map, mmsi]);
  useEffect(() => (found ? map?.tools.onPan(() => setFound(false)) : undefined), [map, found]);
  // Followed until the chart is moved by hand, at the size somebody gave it.
  useEffect(() => {
    if (found && place) map?.tools.centre(place, 0);
  }, [map, found, place]);
  const vessel = useVesselFeed(({ vessels }) => (mmsi === null ? undefined : vessels.get(mmsi)));
  const trail = useTrail(vessel?.mmsi ?? null);
  const lines = trail?.lines ?? null;
  useEffect(() => map?.setTrail(lines), [map, lines]);
  const sources = useVesselFeed((state) => state.sources);
  const link = useConnectionState((state) => state.link);
  useBackCloses(onClose);
  return (
    <main className="chart-page" data-vessels={count}>
      <header className="row">
        <button type="button" className="btn" autoFocus onClick={() => window.history.back()}>
          ‹ {t('chart.back')}
        </button>
        <h1>{t('vessel.picture')}</h1>
        <span className="sp" />
        {sources?.some(({ simulated }) => simulated) ? <span className="sim">{t('app.simulated')}</span> : null}
        <Fresh
          value={sources === null && link.phase !== 'live' ? { kind: 'offline' } : aisFreshness(sources, link)}
          label="AIS"
        />
      </header>
      <LinkBar />
      <DistressNotice />
      <div className="chart">
        <div ref={container} className="canvas" />
        {failed ? <p className="chart-note">{t('chart.noWebGl')}</p> : null}
        {map === null && !failed ? <p className="chart-note">{t('chart.opening')}</p> : null}
        {map ? (
          <>
            <details className="chart-legend">
              <summary>{t('chart.legend')}</summary>
              <VesselLegend stations />
            </details>
            <button type="button" className="chart-find" onClick={() => setFinding(true)}>
              {t('chart.find')}
            </button>
            <div className="chart-tools">
              <button type="button" aria-label={t('vessel.zoomIn')} onClick={() => map.zoom(1)}>
                +
              </button>
              <button type="button" aria-label={t('vessel.zoomOut')} onClick={() => map.zoom(-1)}>
                −
              </button>
              <button
                type="button"
                onClick={() => {
                  setFound(false);
                  map.focus(null);
                }}
              >
                {t('vessel.port')}
              </button>
              <button
                type="button"
                disabled={place === null}
                title={place === null ? t('field.noPosition') : undefined}
                onClick={() => {
                  setFound(true);
                  map.focus(place);
                }}
              >
                {t('chart.me')}
              </button>
            </div>
          </>
        ) : null}
        {map && finding ? (
          <VesselFinder
            place={place}
            onClose={() => setFinding(false)}
            onChoose={(chosen) => {
              setFinding(false);
              setFound(false);
              setMmsi(chosen.mmsi);
              if (chosen.position) map.focus(chosen.position);
            }}
          />
        ) : null}
      </div>
      {vessel && !finding ? (
        <VesselSheet vessel={vessel} trail={<TrailChoice trail={trail} />} onClose={() => setMmsi(null)} />
      ) : null}
    </main>
  );
}

/** Out of the network the bar above says so, and the chart has its coastline. */
const NOTHING_TO_SAY = (): void => undefined;

/**
 * A chart of its own for as long as the page stands; no Mapbox on a phone. While somebody is `finding` a vessel the centre
 * tells of the whole port and its surroundings, and else of what is seen.
 */
function useChart(
  onPick: (pick: MapPick) => void,
  finding: boolean,
): {
  container: React.RefObject<HTMLDivElement | null>;
  map: PortMap | null;
  failed: boolean;
} {
  const connection = useConnection();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<PortMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [seen, setSeen] = useState<ChartBox | null>(null);
  const site = usePortSite();
  useEffect(() => lookAt(connection, finding ? aroundPort(site) : seen), [connection, finding, site, seen]);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    let gone = false;
    const opening = openPortMap({
      ...{ container: element, site: portSiteOf(connection), language: currentLanguage(), mapboxToken: null, onPick },
      // Not for a chart that was left while it was being opened.
      onView: (view) => {
        if (!gone) setSeen(view);
      },
    });
    opening.then(
      (ready) => {
        if (!gone) setMap(ready);
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      lookAt(connection, null);
      setSeen(null);
      setMap(null);
      void opening.then((ready) => ready.close()).catch(() => undefined);
    };
  }, [connection, onPick]);
  return { container, map, failed };
}

/** Ships that wait outside are looked for too: so far around the port, degrees (some 18 nautical miles). */
const AROUND_DEGREES = 0.3;

function aroundPort(site: PortSite): ChartBox {
  const [[west, south], [east, north]] = portBounds(site);
  return {
    ...{ south: south - AROUND_DEGREES, north: north + AROUND_DEGREES },
    ...{ west: west - AROUND_DEGREES, east: east + AROUND_DEGREES },
  };
}

/** The phone's own way back closes the chart and nothing else. */
function useBackCloses(onClose: () => void): void {
  useEffect(() => {
    const state: unknown = window.history.state;
    if (state !== OPEN) window.history.pushState(OPEN, '');
    window.addEventListener('popstate', onClose);
    return () => window.removeEventListener('popstate', onClose);
  }, [onClose]);
}

const OPEN = 'chart';

import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Trail } from '@haigang/shared/features/vessel/track.rules';
import type { Position } from '@haigang/shared/kernel/position';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { useConnection } from '@haigang/shared/web/connection';
import { vesselFeedOf } from '@haigang/shared/web/feeds';
import { currentLanguage } from '@haigang/shared/web/i18n';
import type { MapPick, PlacedMark, PortMap } from '@haigang/shared/web/map';
import { useBaseMapOn, useFeedDrawing, usePortSite } from '@haigang/shared/web/vessel';
import { setFollowing } from '../../app/view.js';
import { ChartLayers } from './chart-layers.js';
import { ReplayBar } from './replay/replay-bar.js';
import type { ReplayPlayer } from './replay/replay-player.js';
import { replay } from './replay/replay-state.js';
import { chartHostOf, RETRY_MS, sayBaseMapFault, YIELD_MS } from './chart-host.js';
import { ChartToolBar } from './chart-tool-bar.js';
import { useLying } from './use-lying.js';

interface ChartProps {
  readonly focus: Position | null;
  /** Somebody's picture is about to come: the chart follows after it. */
  readonly yields: boolean;
  readonly selected: string | null;
  /** Measuring and the like; a wall has nobody who would. */
  readonly tools: boolean;
  readonly trail: Trail | null;
  readonly incidents: readonly PlacedMark[];
  readonly officers: readonly PlacedMark[];
  readonly onPick: (pick: MapPick) => void;
}

const NOBODY: readonly PlacedMark[] = [];
const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The map itself. Vessels and cameras go from their feeds to the canvas, past React; it redraws once a second so that ages show. */
export function PortChart(props: ChartProps): ReactNode {
  const { t } = useTranslation();
  const { container, map, failed } = usePortMap(props.onPick, props.yields);
  const { player } = useStore(replay);
  useBaseMapOn(map, sayBaseMapFault);
  const drawn = useDrawing(map, props.selected, player);
  const covered = useCallback(() => coveredPx(container.current), [container]);
  useEffect(() => map?.focus(props.focus, covered()), [map, props.focus, covered]);
  useEffect(() => map?.select(props.selected), [map, props.selected]);
  // What is of the present has no place in a picture of the past. [AIS104]
  const trail = player ? null : props.trail;
  useEffect(() => map?.setTrail(trail), [map, trail]);
  useEffect(() => map?.setIncidents(props.incidents), [map, props.incidents]);
  const officers = player ? NOBODY : props.officers;
  useEffect(() => map?.setOfficers(officers), [map, officers]);
  const language = currentLanguage();
  useEffect(() => map?.setLanguage(language), [map, language]);
  const site = usePortSite();
  useEffect(() => map?.setSite(site), [map, site]);
  const lying = useLying();
  const named = player ? NO_NAMES : lying;
  useEffect(() => map?.setLying(named), [map, named]);
  const wholePort = (): void => {
    setFollowing(false);
    map?.focus(null);
  };
  return (
    <div className="chart" data-engine={map?.engine} data-trail={trail?.sailed.length}>
      <div ref={container} className="fill" />
      {failed ? (
        <div className="empty hatch over" role="status">
          {t('vessel.noWebGl')}
        </div>
      ) : null}
      {map || failed ? null : (
        <p className="empty" role="status">
          {t('vessel.chartLoading')}
        </p>
      )}
      {map ? (
        <div className="zoom">
          <button type="button" className="btn" aria-label={t('vessel.zoomIn')} onClick={() => map.zoom(1)}>
            +
          </button>
          <button type="button" className="btn" aria-label={t('vessel.zoomOut')} onClick={() => map.zoom(-1)}>
            −
          </button>
          <button type="button" className="btn" title={t('vessel.wholePort')} onClick={wholePort}>
            {t('vessel.port')}
          </button>
        </div>
      ) : null}
      {map && props.tools ? <ChartLayers map={map} /> : null}
      {player ? <ReplayBar player={player} /> : null}
      {map && props.tools ? <ChartToolBar map={map} vessel={drawn} coveredPx={covered} /> : null}
    </div>
  );
}

/** Width of the card that lies over the chart's right edge now, pixels. */
function coveredPx(chart: HTMLElement | null): number {
  return chart?.closest('.map')?.querySelector('.card')?.getBoundingClientRect().width ?? 0;
}

/** Shows the page's chart in this panel for as long as the panel stands. */
function usePortMap(
  onPick: (pick: MapPick) => void,
  yields: boolean,
): {
  container: React.RefObject<HTMLDivElement | null>;
  map: PortMap | null;
  failed: boolean;
} {
  const container = useRef<HTMLDivElement>(null);
  const host = chartHostOf(useConnection());
  const [map, setMap] = useState<PortMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [yieldsAtFirst] = useState(yields);
  useEffect(() => {
    host.onPick = onPick;
  }, [host, onPick]);
  useEffect(() => {
    container.current?.append(host.element);
    let gone = false;
    let retryMs: number = RETRY_MS.first;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void =>
      void host.map().then(
        (ready) => {
          if (gone) return;
          if (yieldsAtFirst) ready.rest(YIELD_MS);
          retryMs = RETRY_MS.first;
          setFailed(false);
          setMap(ready);
        },
        () => {
          if (gone) return;
          setFailed(true);
          timer = setTimeout(take, retryMs);
          retryMs = Math.min(retryMs * 2, RETRY_MS.longest);
        },
      );
    take();
    const stop = host.onReopened(() => {
      setMap(null);
      take();
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      stop();
      host.element.remove();
    };
  }, [host, yieldsAtFirst]);
  return { container, map, failed };
}

/** Draws what the feeds say; gives the chosen vessel as it was drawn last. */
function useDrawing(map: PortMap | null, selected: string | null, past: ReplayPlayer | null): Vessel | undefined {
  const connection = useConnection();
  const [drawn, setDrawn] = useState<Vessel>();
  const tell = useCallback(
    (count: number) => {
      chartHostOf(connection).element.dataset['vessels'] = String(count);
      if (selected === null) setDrawn(undefined);
      else if (past) setDrawn([...past.vessels()].find(({ mmsi }) => mmsi === selected));
      else setDrawn(vesselFeedOf(connection).getState().vessels.get(selected));
    },
    [connection, selected, past],
  );
  useFeedDrawing(map, tell, past);
  return drawn?.mmsi === selected ? drawn : undefined;
}

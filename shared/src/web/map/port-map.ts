import type { Feature } from 'geojson';
import type { Camera } from '../../features/camera/camera.model.js';
import type { PortSite } from '../../features/vessel/port-site.js';
import type { ChartBox } from '../../features/vessel/chart-box.js';
import type { Trail } from '../../features/vessel/track.rules.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import type { BaseMap } from '../../features/vessel/base-map.model.js';
import { BaseMapOverlay } from './base-map-overlay.js';
import { cameraFeatures } from './camera-overlay.js';
import { ChartTools } from './chart-tools.js';
import type { Circle } from './circle-layer.js';
import { createMap, type EngineKind, type EngineMap } from './engine.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { showGroups, type MapLook } from './map-look.js';
import { namesTogether } from './mark-names.js';
import { CHART } from './offline-style.js';
import { portBounds, portGeometry } from './port-geometry.js';
import { addPortLayers, addUpperLayers, LOWEST_PORT_LAYER } from './port-layers.js';
import { trailFeatures } from './trail-overlay.js';
import type { DrawnMoment } from './vessel-items.js';
import { VesselOverlay } from './vessel-overlay.js';

/** Something with a place and a name: an incident with its level's colour, an officer. */
export interface PlacedMark extends LatLon {
  readonly id: string;
  readonly name: string;
  readonly colour?: string;
}

/** What was under the pointer. */
export type MapPick =
  { readonly kind: 'vessel'; readonly mmsi: string } | { readonly kind: 'incident'; readonly id: string } | null;

/** The port picture on either engine; owns its canvas until `close`. */
export interface PortMap {
  readonly engine: EngineKind;
  readonly tools: ChartTools;
  drawVessels(vessels: Iterable<Vessel>, moment: DrawnMoment): number;
  setCameras(cameras: readonly Camera[]): void;
  setIncidents(marks: readonly PlacedMark[]): void;
  setOfficers(marks: readonly PlacedMark[]): void;
  /** Where the chosen vessel sailed; null for none. */
  setTrail(trail: Trail | null): void;
  /** Where all vessels sailed, by MMSI, with ` simulated` after that of a simulated one. [AIS109] */
  setTrails(trails: ReadonlyMap<string, Trail>): void;
  setLook(look: MapLook): void;
  /** What the site put under its chart; `onFault` hears the first time that a part of it does not come. */
  setBaseMap(baseMap: BaseMap, onFault: () => void): void;
  /** Where ships lie and where the port begins. */
  setSite(site: PortSite): void;
  setLanguage(language: 'zh' | 'en'): void;
  /** Names of the ships at the berths, by the berth's id. */
  setLying(names: ReadonlyMap<string, string>): void;
  select(mmsi: string | null): void;
  /** Centres on a place, beside what covers so many pixels at the right edge; or shows the whole port. */
  focus(place: LatLon | null, coveredPx?: number): void;
  zoom(steps: number): void;
  /**
   * Draws nothing for so long and catches up then: a drawing may stall the page for a third of a second where the graphics
   * are computed, and there are moments when something else must come first.
   */
  hold(milliseconds: number): void;
  /** Holds, hidden meanwhile, in an element of another size. */
  rest(milliseconds: number): void;
  close(): void;
}

const FOCUS_ZOOM = 13;
const PADDING_PX = 24;
/** The circle of an incident and its edge. */
const INCIDENT_REACH_PX = 16;
/** A panel that is being dragged is followed when it stands still. */
const RESIZE_SETTLE_MS = 100;
/** Names on the chart against the page's base size, which follows the screen. */
const TEXT_REM = 0.85;

interface PortMapOptions {
  readonly container: HTMLElement;
  readonly site: PortSite;
  readonly language: 'zh' | 'en';
  readonly mapboxToken: string | null;
  readonly onPick: (pick: MapPick) => void;
  /** Hears what part of the chart is seen, when it stands still. */
  readonly onView: (view: ChartBox) => void;
  readonly onFallback?: () => void;
  readonly onRevoked?: () => void;
}

/** Rejects where the browser has no WebGL 2, and leaves nothing behind then; the panel says so and keeps its figures. */
export async function openPortMap(options: PortMapOptions): Promise<PortMap> {
  const { container, site, mapboxToken, onFallback, onRevoked } = options;
  const [[west, south], [east, north]] = portBounds(site);
  const centre = [(west + east) / 2, (south + north) / 2] as const;
  const map = await createMap({
    ...{ container, centre, zoom: 10.6, mapboxToken },
    ...(onFallback ? { onFallback } : {}),
    ...(onRevoked ? { onRevoked } : {}),
  });
  try {
    return drawPort(map, centre, options);
  } catch (failure) {
    map.remove();
    throw failure;
  }
}

function drawPort(map: EngineMap, centre: readonly [number, number], options: PortMapOptions): PortMap {
  const { container, site, language, onPick, onView } = options;
  const textPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * TEXT_REM;
  addPortLayers(map, portGeometry(site, language), textPx);
  const baseMap = new BaseMapOverlay(map, LOWEST_PORT_LAYER);
  const overlay = new VesselOverlay(map, centre, textPx);
  addUpperLayers(map, textPx);
  const tools = new ChartTools(map, textPx);
  const port = { site, language, lying: new Map() as ReadonlyMap<string, string> };
  let focused: LatLon | null = null;
  let covered = 0;
  /** Somebody moved the chart by hand: it stays where he left it until another place is asked for. */
  let held = false;
  map.raw.on('movestart', (event) => {
    if (event.originalEvent) held = true;
  });
  const look = (): void => {
    if (held) return;
    if (focused) {
      const center: [number, number] = [focused.lon, focused.lat];
      map.raw.easeTo({ center, zoom: FOCUS_ZOOM, offset: [-covered / 2, 0], duration: 0 });
    } else {
      map.raw.fitBounds(portBounds(port.site), { padding: PADDING_PX, duration: 0 });
    }
  };
  nameChart(map, language);
  fillElement(map, container);
  look();
  /** What was to be done while the chart rested, the newest of each kind. */
  const waiting = new Map<string, () => void>();
  const sizing = followSize(map, container, () => {
    look();
    for (const act of waiting.values()) act();
    waiting.clear();
  });
  const inTime = (name: string, act: () => void): void => {
    if (sizing.resting) waiting.set(name, act);
    else act();
  };
  let officers: readonly PlacedMark[] = [];
  let incidents: readonly PlacedMark[] = [];
  const nameOfficers = (): void =>
    setMarks(
      map,
      'officer-names',
      namesTogether(officers, ({ lat, lon }) => map.raw.project([lon, lat])),
    );
  const tellView = (): void => {
    const bounds = map.raw.getBounds();
    const [south, north, west, east] = [bounds.getSouth(), bounds.getNorth(), bounds.getWest(), bounds.getEast()];
    onView({ south, north, west, east });
  };
  map.raw.on('moveend', () => {
    overlay.annotate();
    nameOfficers();
    tellView();
  });
  tellView();
  const drawPort = (): void =>
    inTime('port', () => map.setData('port', portGeometry(port.site, port.language, port.lying)));
  map.raw.on('click', (event) => {
    if (tools.taking) return;
    const { x, y } = event.point;
    const incident = incidents.findLast((one) => {
      const at = map.raw.project([one.lon, one.lat]);
      return Math.hypot(at.x - x, at.y - y) <= INCIDENT_REACH_PX;
    });
    const mmsi = overlay.pick(x, y);
    onPick(incident ? { kind: 'incident', id: incident.id } : mmsi === null ? null : { kind: 'vessel', mmsi });
  });
  return {
    engine: map.kind,
    tools,
    drawVessels: (vessels, moment) => {
      inTime('vessels', () => overlay.draw(vessels, moment));
      return overlay.count;
    },
    setCameras: (cameras) => inTime('cameras', () => map.setData('cameras', cameraFeatures(cameras))),
    setIncidents: (marks) =>
      inTime('incidents', () => {
        incidents = marks;
        overlay.circles.set('incidents', marks.map(circleOf));
        setMarks(map, 'incidents', marks);
      }),
    setOfficers: (marks) =>
      inTime('officers', () => {
        officers = marks;
        overlay.circles.set('officers', marks.map(circleOf));
        nameOfficers();
      }),
    setTrail: (trail) => inTime('trail', () => map.setData('trail', trailFeatures(trail))),
    setTrails: (trails) => inTime('trails', () => overlay.setTrails(trails)),
    setLook: ({ hidden, vectorMinutes }) =>
      inTime('look', () => {
        showGroups(map, hidden);
        baseMap.setHidden(hidden.includes('base-map'));
        overlay.setVectorMinutes(vectorMinutes);
      }),
    setBaseMap: (next, onFault) => void baseMap.show(next, onFault).catch(onFault),
    setSite: (next) => {
      port.site = next;
      drawPort();
      if (!sizing.pending) look();
    },
    setLanguage: (next) => {
      port.language = next;
      nameChart(map, next);
      drawPort();
    },
    setLying: (names) => {
      port.lying = names;
      drawPort();
    },
    select: (mmsi) => overlay.select(mmsi),
    focus: (place, coveredPx = 0) => {
      focused = place;
      covered = coveredPx;
      held = false;
      if (!sizing.pending) look();
    },
    zoom: (steps) => {
      held = true;
      map.raw.zoomTo(map.raw.getZoom() + steps, { duration: 160 });
    },
    hold: (milliseconds) => sizing.hold(milliseconds),
    rest: (milliseconds) => {
      sizing.hold(milliseconds);
      container.classList.add('resting');
    },
    close: () => {
      sizing.stop();
      baseMap.close();
      map.remove();
    },
  };
}

/** Officers have no colour of their own: the dark edge of a light dot. */
function circleOf({ lat, lon, colour = CHART.sea }: PlacedMark): Circle {
  return { lat, lon, colour };
}

function setMarks(map: EngineMap, source: string, marks: readonly PlacedMark[]): void {
  const features = marks.map(({ id, name, colour, lat, lon }): Feature => ({
    type: 'Feature',
    properties: { id, name, ...(colour ? { colour } : {}) },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }));
  map.setData(source, { type: 'FeatureCollection', features });
}

const CHART_NAMES = { zh: ['海图', '海图来源'], en: ['Chart', 'Sources of the chart'] } as const;

/** What a screen reader says of the canvas and of the button of the sources: the engine has English words for them. */
function nameChart(map: EngineMap, language: 'zh' | 'en'): void {
  const [chart, sources] = CHART_NAMES[language];
  map.raw.getCanvas().setAttribute('aria-label', chart);
  const button = map.raw.getContainer().querySelector('.maplibregl-ctrl-attrib-button');
  button?.setAttribute('aria-label', sources);
  button?.setAttribute('title', sources);
}

/** The engine loads for a while, and its element may have been laid out anew meanwhile: what it drew for is its canvas. */
function fillElement(map: EngineMap, { clientWidth, clientHeight }: HTMLElement): void {
  const canvas = map.raw.getCanvas();
  if (canvas.clientWidth !== clientWidth || canvas.clientHeight !== clientHeight) map.raw.resize();
}

/** Fits the canvas to its element once that stands still and no rest is asked for; an element out of the page has no size. */
function followSize(
  map: EngineMap,
  container: HTMLElement,
  fitted: () => void,
): { readonly pending: boolean; readonly resting: boolean; hold: (milliseconds: number) => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restUntil = 0;
  const fit = (): void => {
    timer = undefined;
    restUntil = 0;
    container.classList.remove('resting');
    fillElement(map, container);
    fitted();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(fit, Math.max(RESIZE_SETTLE_MS, restUntil - performance.now()));
  };
  const observer = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0 && entry.contentRect.height > 0) soon();
  });
  observer.observe(container);
  return {
    get pending() {
      return timer !== undefined;
    },
    get resting() {
      return restUntil > 0;
    },
    hold: (milliseconds) => {
      restUntil = performance.now() + milliseconds;
      soon();
    },
    stop: () => {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}

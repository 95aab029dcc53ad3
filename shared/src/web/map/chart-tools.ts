import type { MapMouseEvent, SymbolLayerSpecification } from 'maplibre-gl';
import type { LatLon } from '../../kernel/geodesy.js';
import type { EngineMap } from './engine.js';
import { measureFeatures, type MeasuredPoint } from './measure-overlay.js';
import { mercatorPerMetre, worldPx } from './mercator.js';
import { CHART } from './offline-style.js';
import { ringFeatures, ringRadiiNm } from './ring-overlay.js';

/** Who gets the points of the chart instead of what stands there. */
export interface PointTaker {
  /** A point was clicked; the second click of a double one is none. */
  readonly click: (place: LatLon) => void;
  /** The pointer is there now; null when it left the chart. */
  readonly point?: (place: LatLon | null) => void;
  /** Clicked twice at one place. */
  readonly end?: () => void;
}

/** Clicks nearer to each other than this are one point, pixels. */
const SAME_POINT_PX = 6;
/** By these somebody looks closer and does not move the chart away. */
const ZOOMING = ['wheel', 'dblclick'];

/** What a person does on the chart: measuring, range rings, and being brought along with a vessel. */
export class ChartTools {
  readonly #map: EngineMap;
  #taker: PointTaker | null = null;
  #last: { readonly x: number; readonly y: number } | null = null;
  #pointed: LatLon | null = null;
  #waits = false;
  #rings: LatLon | null = null;
  /** The chart is gone; a page that is being left may still put its tools away. */
  #gone = false;

  constructor(map: EngineMap, textPx: number) {
    this.#map = map;
    addToolLayers(map, textPx);
    map.raw.on('remove', () => {
      this.#gone = true;
    });
    map.raw.on('click', (event) => this.#clicked(event));
    map.raw.on('dblclick', () => this.#taker?.end?.());
    map.raw.on('mousemove', ({ lngLat }) => this.#point({ lat: lngLat.lat, lon: lngLat.lng }));
    map.raw.on('mouseout', () => this.#point(null));
    map.raw.on('zoomend', () => this.#drawRings());
    map.raw.on('resize', () => this.#drawRings());
  }

  /** Somebody takes the points: what stands on the chart is not picked. */
  get taking(): boolean {
    return this.#taker !== null;
  }

  take(taker: PointTaker | null): void {
    const { raw } = this.#map;
    this.#taker = taker;
    this.#last = null;
    if (this.#gone) return;
    raw.getCanvas().style.cursor = taker ? 'crosshair' : '';
    if (taker) raw.doubleClickZoom.disable();
    else raw.doubleClickZoom.enable();
  }

  setMeasure(points: readonly MeasuredPoint[]): void {
    if (!this.#gone) this.#map.setData('measure', measureFeatures(points));
  }

  setRings(centre: LatLon | null): void {
    this.#rings = centre;
    if (!this.#gone) this.#drawRings();
  }

  /** Brings a place to the middle of what nothing covers at the right edge, and leaves the scale. */
  centre({ lat, lon }: LatLon, coveredPx: number): void {
    const { raw } = this.#map;
    if (!raw.isZooming()) raw.easeTo({ center: [lon, lat], offset: [-coveredPx / 2, 0], duration: 0 });
  }

  /** Hears when a person moves the chart away, until the function it returns is called. */
  onPan(heard: () => void): () => void {
    const moved = (event: { readonly originalEvent?: Event | undefined }): void => {
      if (event.originalEvent && !ZOOMING.includes(event.originalEvent.type)) heard();
    };
    this.#map.raw.on('movestart', moved);
    return () => void this.#map.raw.off('movestart', moved);
  }

  #clicked({ point, lngLat, originalEvent }: MapMouseEvent): void {
    const { x = Infinity, y = Infinity } = this.#last ?? {};
    this.#last = point;
    if (originalEvent.detail > 1 && Math.hypot(point.x - x, point.y - y) < SAME_POINT_PX) return;
    this.#taker?.click({ lat: lngLat.lat, lon: lngLat.lng });
  }

  /** The pointer moves more often than anything can be drawn. */
  #point(place: LatLon | null): void {
    this.#pointed = place;
    if (!this.#taker?.point || this.#waits) return;
    this.#waits = true;
    requestAnimationFrame(() => {
      this.#waits = false;
      this.#taker?.point?.(this.#pointed);
    });
  }

  #drawRings(): void {
    const { raw } = this.#map;
    const centre = this.#rings;
    const { clientWidth, clientHeight } = raw.getCanvas();
    const metresPerPx = centre ? 1 / (mercatorPerMetre(centre.lat) * worldPx(raw.getZoom())) : 0;
    const radii = ringRadiiNm((Math.min(clientWidth, clientHeight) / 2) * metresPerPx);
    this.#map.setData('rings', ringFeatures(centre, radii));
  }
}

function addToolLayers(map: EngineMap, textPx: number): void {
  for (const source of ['rings', 'measure']) map.setData(source, { type: 'FeatureCollection', features: [] });
  const text: SymbolLayerSpecification['layout'] = {
    ...{ 'text-field': ['get', 'label'], 'text-font': ['sans-serif'], 'text-size': textPx * 0.9 },
    ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
  };
  const paint = { 'text-color': '#ECEFEE', 'text-halo-color': '#0B0D0E', 'text-halo-width': 1.5 } as const;
  map.addLayer({
    id: 'rings',
    type: 'line',
    source: 'rings',
    filter: ['==', ['get', 'part'], 'ring'],
    paint: { 'line-color': CHART.text, 'line-width': 1.2, 'line-opacity': 0.85 },
  });
  map.addLayer({
    id: 'ring-radii',
    type: 'symbol',
    source: 'rings',
    filter: ['==', ['get', 'part'], 'radius'],
    layout: { ...text, 'text-anchor': 'bottom' },
    paint,
  });
  map.addLayer({
    id: 'measure',
    type: 'line',
    source: 'measure',
    filter: ['==', ['get', 'part'], 'leg'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': '#ECEFEE', 'line-width': 2 },
  });
  map.addLayer({
    id: 'measure-points',
    type: 'circle',
    source: 'measure',
    filter: ['==', ['get', 'part'], 'point'],
    paint: {
      'circle-radius': 4,
      'circle-color': '#ECEFEE',
      'circle-stroke-color': '#0B0D0E',
      'circle-stroke-width': 1.5,
    },
  });
  map.addLayer({
    id: 'measure-labels',
    type: 'symbol',
    source: 'measure',
    filter: ['==', ['get', 'part'], 'point'],
    layout: { ...text, 'text-anchor': 'left', 'text-offset': [0.7, -0.7] },
    paint,
  });
}

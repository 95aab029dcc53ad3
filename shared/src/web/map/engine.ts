import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import coastlineUrl from './coastline.geojson?url';
import { GlCanvas } from './gl-canvas.js';
import { offlineStyle } from './offline-style.js';

export type EngineKind = 'maplibre' | 'mapbox';

/** The narrow surface our layers use; both engines satisfy it. `raw` carries what they share. */
export interface EngineMap {
  readonly kind: EngineKind;
  readonly raw: MapLibreMap;
  /** Marks and lines of ours, above everything the engine draws. */
  readonly marks: GlCanvas;
  /** `deepestZoom` counts when the source is first named: from there on its tiles are cut no smaller. */
  setData(source: string, data: FeatureCollection, deepestZoom?: number): void;
  addLayer(layer: LayerSpecification, before?: string): void;
  /** Whether somebody wants to see a layer; one of an empty source is not drawn in any case. */
  showLayer(id: string, wanted: boolean): void;
  remove(): void;
}

export interface MapOptions {
  readonly container: HTMLElement;
  /** Longitude, latitude, WGS-84 degrees. */
  readonly centre: readonly [number, number];
  readonly zoom: number;
  readonly mapboxToken: string | null;
  /** Hears when a Mapbox map could not come up and the offline engine took over. */
  readonly onFallback?: () => void;
  /** Hears once when the token of a Mapbox map that stood was refused: it is blank now, and to be opened anew without one. */
  readonly onRevoked?: () => void;
}

const LOAD_TIMEOUT_MS = 8000;
/** Names come and go at once. With none the engine would place them anew with every drawing, moved or not. */
const FADE_MS = 0.001;
/** Flat and north up: there is no way back from anything else on a wall, and the marks count on it. */
const NORTH_UP = { dragRotate: false, touchPitch: false, pitchWithRotate: false, maxPitch: 0 } as const;
/** Half a metre is a pixel: a ship fills the screen, and no source says more of her. */
const DEEPEST_ZOOM = 18;
/** What Mapbox says of a token that is missing or refused, at the start or an hour later. */
const REFUSED_TOKEN = 'valid Mapbox access token';

/** Mapbox where the site has a token and it works, MapLibre with the shipped coastline otherwise. Rejects without WebGL 2. */
export async function createMap(options: MapOptions): Promise<EngineMap> {
  if (options.mapboxToken?.startsWith('pk.')) {
    try {
      return await startMapbox(options, options.mapboxToken);
    } catch {
      // A closed network or a refused token: the offline engine is the answer, and the screen is told.
      options.onFallback?.();
    }
  }
  return startMapLibre(options);
}

async function startMapLibre({ container, centre, zoom }: MapOptions): Promise<EngineMap> {
  const [engine, { default: workerUrl }] = await Promise.all([
    import('maplibre-gl'),
    import('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'),
    import('maplibre-gl/dist/maplibre-gl.css'),
  ]);
  engine.setWorkerUrl(workerUrl);
  const raw = new engine.Map({
    container,
    center: [centre[0], centre[1]],
    zoom,
    style: offlineStyle(new URL(coastlineUrl, document.baseURI).href),
    attributionControl: { compact: true },
    fadeDuration: FADE_MS,
    trackResize: false,
    maxZoom: DEEPEST_ZOOM,
    ...NORTH_UP,
  });
  raw.addControl(new engine.ScaleControl({ unit: 'nautical', maxWidth: 120 }), 'bottom-left');
  await loaded(raw);
  return surface('maplibre', raw);
}

async function startMapbox({ container, centre, zoom, onRevoked }: MapOptions, token: string): Promise<EngineMap> {
  const [{ default: engine }] = await Promise.all([import('mapbox-gl'), import('mapbox-gl/dist/mapbox-gl.css')]);
  engine.accessToken = token;
  const raw = new engine.Map({
    container,
    center: [centre[0], centre[1]],
    zoom,
    style: 'mapbox://styles/mapbox/dark-v11',
    projection: 'mercator',
    performanceMetricsCollection: false,
    trackResize: false,
    maxZoom: DEEPEST_ZOOM,
    ...NORTH_UP,
    localFontFamily: 'sans-serif',
  }) as unknown as MapLibreMap;
  raw.addControl(new engine.ScaleControl({ unit: 'nautical', maxWidth: 120 }) as never, 'bottom-left');
  await loaded(raw);
  const refused = (event: { readonly error: { readonly message: string } }): void => {
    if (!event.error.message.includes(REFUSED_TOKEN)) return;
    raw.off('error', refused);
    onRevoked?.();
  };
  raw.on('error', refused);
  return surface('mapbox', raw);
}

function loaded(raw: MapLibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      raw.off('load', ready);
      raw.off('error', heard);
    };
    const fail = (failure: Error): void => {
      settle();
      raw.remove();
      reject(failure);
    };
    const ready = (): void => {
      settle();
      resolve();
    };
    // What cannot be read of the chart itself is no reason to have none.
    const heard = (event: { readonly error: { readonly message: string } }): void => {
      const { message } = event.error;
      if (message.includes(REFUSED_TOKEN) || message.includes('WebGL')) fail(new Error(message));
    };
    const timer = setTimeout(() => fail(new Error('the map did not load in time')), LOAD_TIMEOUT_MS);
    raw.on('load', ready);
    raw.on('error', heard);
  });
}

/** Throws without a second WebGL 2 context; nothing of the chart stays behind then. */
function marksOf(raw: MapLibreMap): GlCanvas {
  try {
    return new GlCanvas(raw);
  } catch (failure) {
    raw.remove();
    throw failure;
  }
}

function surface(kind: EngineKind, raw: MapLibreMap): EngineMap {
  raw.touchZoomRotate.disableRotation();
  raw.keyboard.disableRotation();
  raw.jumpTo({ bearing: 0, pitch: 0 });
  const marks = marksOf(raw);
  // Tiles and clipping of a layer cost the same whether there is anything in it: those of empty sources are not drawn.
  const sourceOf = new Map<string, string>();
  /** What was set while the engine had no style: the newest of each source. */
  const waiting = new Map<string, FeatureCollection>();
  let stands = true;
  raw.on('webglcontextlost', () => {
    stands = false;
  });
  // After a lost context MapLibre makes its style anew; Mapbox goes on with the one it had.
  const goOn = (): void => {
    if ([...sourceOf.keys()].some((id) => !raw.getLayer(id))) return;
    stands = true;
    for (const [source, data] of waiting) put(source, data);
    waiting.clear();
  };
  raw.on('style.load', goOn);
  raw.on('webglcontextrestored', goOn);
  const empty = new Set<string>();
  const unwanted = new Set<string>();
  const apply = (id: string): void => {
    const hidden = unwanted.has(id) || empty.has(sourceOf.get(id) ?? '');
    raw.setLayoutProperty(id, 'visibility', hidden ? 'none' : 'visible');
  };
  const put = (source: string, data: FeatureCollection, deepestZoom?: number): void => {
    const known = raw.getSource<GeoJSONSource>(source);
    if (known) void known.setData(data);
    else {
      raw.addSource(source, { type: 'geojson', data, ...(deepestZoom === undefined ? {} : { maxzoom: deepestZoom }) });
    }
    const isEmpty = data.features.length === 0;
    if (isEmpty === empty.has(source)) return;
    if (isEmpty) empty.add(source);
    else empty.delete(source);
    for (const [id, of] of sourceOf) if (of === source) apply(id);
  };
  return {
    kind,
    raw,
    marks,
    setData: (source, data, deepestZoom) => {
      if (stands) put(source, data, deepestZoom);
      else waiting.set(source, data);
    },
    addLayer: (layer, before) => {
      raw.addLayer(layer, before);
      if (!('source' in layer) || typeof layer.source !== 'string') return;
      sourceOf.set(layer.id, layer.source);
      if (empty.has(layer.source)) apply(layer.id);
    },
    showLayer: (id, wanted) => {
      if (marks.has(id)) {
        marks.show(id, wanted);
        return;
      }
      if (wanted) unwanted.delete(id);
      else unwanted.add(id);
      apply(id);
    },
    remove: () => {
      marks.remove();
      raw.remove();
    },
  };
}

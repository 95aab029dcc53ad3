import type { Feature } from 'geojson';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import { placeNow } from '../../features/vessel/dead-reckoning.js';
import { hullOutline } from '../../features/vessel/hull-outline.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { isLost, type LostLimits } from '../../features/vessel/vessel.rules.js';
import { metresOutside } from '../../kernel/polygon.js';
import type { LatLon } from '../../kernel/geodesy.js';
import type { EngineMap } from './engine.js';
import { LineLayer, type Dash } from './line-layer.js';
import { MarkGrid } from './mark-grid.js';
import {
  beaconMark,
  collection,
  courseVectorEnd,
  hullArea,
  nameLabel,
  placePoint,
  type DrawnVessel,
} from './vessel-features.js';
import { ShownFeatures } from './shown-features.js';
import type { Trail } from '../../features/vessel/track.rules.js';
import { shapeOf } from './station-shape.js';
import { TrailOverlay } from './trails-overlay.js';
import { VESSEL_COLOURS, VesselLayer } from './vessel-layer.js';

/** Length of the course vector in time until another is chosen: six minutes on a wall (design-language: vessel). */
const VECTOR_MINUTES = 6;
/** Most names at once; the engine drops those that would cover each other. */
const MAX_LABELS = 150;
/** Most hulls at once, of the largest and fastest in view. */
const MAX_HULLS = 1000;
/** Names and the like stand where they are until one has moved so far, pixels. */
const MOVED_PX = 1;
const VECTOR_DASH: Dash = { onPx: 3.6, everyPx: 6 };
const PREDICTION_DASH: Dash = { onPx: 1.2, everyPx: 3.6 };
/** Length from which a hull is drawn as it is, pixels: that of the mark it takes the place of. */
const HULL_FROM_PX = 26;
/** How near to a mark a click means it, pixels. */
const REACH_PX = 18;
const EQUATOR_METRES = 40_075_016.686;
/** Width of the world at zoom 0, pixels. */
const WORLD_PX = 512;
const COLOUR_OF: Readonly<Record<ShipClass, number>> = { cargo: 0, tanker: 1, passenger: 2, work: 3, other: 4 };

/** The moment that is drawn. */
export interface DrawnMoment {
  /** Server time, ms since 1970. */
  readonly now: number;
  /** Those not heard within them become outlines. */
  readonly limits: LostLimits;
  /** [AIS105] Moves vessels on between their reports; not where the picture is of the past. */
  readonly predicts: boolean;
}

interface DrawnHull {
  readonly at: number;
  readonly ring: LatLon[];
}

/**
 * Vessels on the chart: all their marks in one WebGL layer and all their lines in another; names, hulls and the chosen one
 * as small GeoJSON sources.
 */
export class VesselOverlay {
  readonly #map: EngineMap;
  readonly #marks: VesselLayer;
  /** Course vectors, and from where a vessel said she was to where she would be. [AIS105] */
  readonly #vectors: LineLayer;
  readonly #predictions: LineLayer;
  readonly #trails: TrailOverlay;
  #drawn: readonly DrawnVessel[] = [];
  #hulls: readonly DrawnHull[] = [];
  #grid: MarkGrid | null = null;
  readonly #shown = new Map<string, ShownFeatures>();
  #selected: string | null = null;
  #vectorMinutes = VECTOR_MINUTES;

  constructor(map: EngineMap, centre: readonly [number, number]) {
    this.#map = map;
    this.#vectors = new LineLayer('vectors', centre);
    this.#predictions = new LineLayer('predictions', centre);
    this.#marks = new VesselLayer(centre);
    this.#trails = new TrailOverlay(map, centre);
    for (const layer of [this.#vectors, this.#predictions]) map.addLayer(layer, 'hull-bodies');
    map.addLayer(this.#marks);
  }

  get count(): number {
    return this.#drawn.length;
  }

  draw(vessels: Iterable<Vessel>, moment: DrawnMoment): void {
    const drawn: DrawnVessel[] = [];
    for (const vessel of vessels) if (isPlaced(vessel)) drawn.push(drawnAt(vessel, moment));
    this.#drawn = drawn;
    this.#grid = null;
    this.#set('beacons', drawn.flatMap(beaconMark));
    this.#drawVectors();
    this.#drawPredictions();
    this.#trails.follow(drawn);
    this.annotate();
  }

  /** Trails of all that sailed, by MMSI and `simulated`. [AIS109] */
  setTrails(trails: ReadonlyMap<string, Trail>): void {
    this.#trails.set(trails, this.#drawn);
  }

  select(mmsi: string | null): void {
    this.#selected = mmsi;
    this.annotate();
  }

  /** How far ahead a course vector reaches. */
  setVectorMinutes(minutes: number): void {
    this.#vectorMinutes = minutes;
    this.#drawVectors();
  }

  /** MMSI of the vessel whose hull is at a point of the screen, or whose mark is nearest to it; null where none is. */
  pick(x: number, y: number): string | null {
    const { raw } = this.#map;
    const clicked = raw.unproject([x, y]);
    const hull = this.#hulls.find(({ ring }) => metresOutside(ring, { lat: clicked.lat, lon: clicked.lng }) === 0);
    if (hull) return this.#drawn[hull.at]?.vessel.mmsi ?? null;
    this.#grid ??= new MarkGrid(this.#drawn.map(({ place }) => place));
    const [low, high] = [raw.unproject([x - REACH_PX, y + REACH_PX]), raw.unproject([x + REACH_PX, y - REACH_PX])];
    let best: string | null = null;
    let bestPx = REACH_PX;
    for (const at of this.#grid.within({ lat: low.lat, lon: low.lng }, { lat: high.lat, lon: high.lng })) {
      const drawn = this.#drawn[at];
      if (!drawn) continue;
      const point = raw.project([drawn.place.lon, drawn.place.lat]);
      const px = Math.hypot(point.x - x, point.y - y);
      if (px < bestPx) [best, bestPx] = [drawn.vessel.mmsi, px];
    }
    return best;
  }

  /** Names and hulls of what is in view; called after a move of the map, too. */
  annotate(): void {
    const visible = this.#heaviestInView();
    this.#hulls = visible.flatMap((at) => this.#hull(at));
    this.#drawMarks();
    this.#set(
      'hulls',
      this.#hulls.flatMap((hull) => this.#hullArea(hull)),
    );
    this.#set(
      'labels',
      visible
        .slice(0, MAX_LABELS)
        .flatMap((at) => this.#drawn[at] ?? [])
        .map(nameLabel),
    );
    const chosen = this.#drawn.find(({ vessel }) => vessel.mmsi === this.#selected);
    this.#set('selected', chosen ? [placePoint(chosen)] : []);
  }

  /** A source whose features read and stand as before costs nothing. */
  #set(source: string, features: Feature[]): void {
    const shown = this.#shown.get(source) ?? new ShownFeatures();
    this.#shown.set(source, shown);
    const degreesPerPx = 360 / (WORLD_PX * 2 ** this.#map.raw.getZoom());
    if (shown.differ(features, MOVED_PX * degreesPerPx)) this.#map.setData(source, collection(features));
  }

  #drawMarks(): void {
    const asHulls = new Set(this.#hulls.map(({ at }) => at));
    const marks = this.#marks;
    marks.begin(this.#drawn.length);
    for (const [at, { vessel, place, predicted, lost }] of this.#drawn.entries()) {
      const look = asHulls.has(at) ? 'antenna' : lost ? 'lost' : predicted ? 'predicted' : 'reported';
      marks.add(place, {
        directionDeg: vessel.headingDeg ?? vessel.courseDeg,
        colour: COLOUR_OF[vessel.shipClass],
        look,
        shape: shapeOf(vessel),
      });
    }
    marks.end();
  }

  #drawVectors(): void {
    const vectors = this.#vectors;
    vectors.begin(this.#drawn.length);
    for (const drawn of this.#drawn) {
      const end = courseVectorEnd(drawn, this.#vectorMinutes);
      if (end) vectors.add(drawn.place, end, VECTOR_DASH);
    }
    vectors.end();
  }

  #drawPredictions(): void {
    const predictions = this.#predictions;
    predictions.begin(this.#drawn.length);
    for (const { vessel, place, predicted } of this.#drawn) {
      if (predicted) predictions.add(vessel.position, place, PREDICTION_DASH);
    }
    predictions.end();
  }

  /** Of ten thousand in view a thousand are wanted: the weight from which on is found before anything is sorted. */
  #heaviestInView(): readonly number[] {
    const bounds = this.#map.raw.getBounds();
    const [south, north, west, east] = [bounds.getSouth(), bounds.getNorth(), bounds.getWest(), bounds.getEast()];
    const weights = new Float64Array(this.#drawn.length).fill(Number.NaN);
    const visible: number[] = [];
    for (const [at, { vessel, place }] of this.#drawn.entries()) {
      if (place.lat < south || place.lat > north || place.lon < west || place.lon > east) continue;
      visible.push(at);
      weights[at] =
        vessel.mmsi === this.#selected
          ? Number.POSITIVE_INFINITY
          : (vessel.lengthMetres ?? 0) + 10 * (vessel.speedKnots ?? 0);
    }
    const weight = (at: number): number => weights[at] ?? 0;
    const least = visible.length > MAX_HULLS ? (Float64Array.from(visible, weight).sort().at(-MAX_HULLS) ?? 0) : 0;
    return visible
      .filter((at) => weight(at) >= least)
      .toSorted((a, b) => weight(b) - weight(a))
      .slice(0, MAX_HULLS);
  }

  #hull(at: number): DrawnHull[] {
    const drawn = this.#drawn[at];
    if (!drawn?.vessel.hull) return [];
    const { vessel, place } = drawn;
    const metresPerPx =
      (EQUATOR_METRES * Math.cos((place.lat * Math.PI) / 180)) / (WORLD_PX * 2 ** this.#map.raw.getZoom());
    const { toBowMetres, toSternMetres } = drawn.vessel.hull;
    if (toBowMetres + toSternMetres < HULL_FROM_PX * metresPerPx) return [];
    const ring = hullOutline(vessel, place);
    return ring ? [{ at, ring }] : [];
  }

  #hullArea({ at, ring }: DrawnHull): ReturnType<typeof hullArea>[] {
    const drawn = this.#drawn[at];
    if (!drawn) return [];
    const { vessel, predicted, lost } = drawn;
    const colour = VESSEL_COLOURS[COLOUR_OF[vessel.shipClass]] ?? VESSEL_COLOURS[4];
    return [hullArea(ring, { colour, sure: !predicted && !lost, lost })];
  }
}

function isPlaced(vessel: Vessel): vessel is DrawnVessel['vessel'] {
  return vessel.position !== null;
}

function drawnAt(vessel: DrawnVessel['vessel'], { now, limits, predicts }: DrawnMoment): DrawnVessel {
  const { place, predicted } = predicts ? placeNow(vessel, now, limits) : { place: vessel.position, predicted: false };
  return { vessel, place, predicted, lost: isLost(vessel, now, limits) };
}

import type { Feature } from 'geojson';
import type { ShipClass } from '../../features/vessel/ship-type.js';
import { placeNow } from '../../features/vessel/dead-reckoning.js';
import { hullOutline } from '../../features/vessel/hull-outline.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { isLost, type LostLimits } from '../../features/vessel/vessel.rules.js';
import { metresOutside } from '../../kernel/polygon.js';
import type { LatLon } from '../../kernel/geodesy.js';
import type { EngineMap } from './engine.js';
import { MarkGrid } from './mark-grid.js';
import {
  beaconMark,
  collection,
  courseVector,
  hullArea,
  nameLabel,
  placePoint,
  predictionLine,
  type DrawnVessel,
} from './vessel-features.js';
import { VESSEL_COLOURS, VesselLayer } from './vessel-layer.js';

/** Length of the course vector in time until another is chosen: six minutes on a wall (design-language: vessel). */
const VECTOR_MINUTES = 6;
/** Most names at once; the engine drops those that would cover each other. */
const MAX_LABELS = 150;
/** Most course vectors, predictions and hulls at once, of the largest and fastest in view. */
const MAX_LINES = 1000;
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

/** Vessels on the chart: marks in one WebGL layer, and names, vectors, hulls and the chosen one as small GeoJSON sources. */
export class VesselOverlay {
  readonly #map: EngineMap;
  readonly #layer: VesselLayer;
  #drawn: readonly DrawnVessel[] = [];
  #hulls: readonly DrawnHull[] = [];
  #grid: MarkGrid | null = null;
  readonly #empty = new Set<string>();
  #selected: string | null = null;
  #vectorMinutes = VECTOR_MINUTES;

  constructor(map: EngineMap, centre: readonly [number, number]) {
    this.#map = map;
    this.#layer = new VesselLayer(centre);
    map.addLayer(this.#layer);
  }

  get count(): number {
    return this.#drawn.length;
  }

  draw(vessels: Iterable<Vessel>, moment: DrawnMoment): void {
    this.#drawn = [...vessels].flatMap((vessel) => drawnAt(vessel, moment));
    this.#grid = null;
    this.#set('beacons', this.#drawn.flatMap(beaconMark));
    this.annotate();
  }

  select(mmsi: string | null): void {
    this.#selected = mmsi;
    this.annotate();
  }

  /** How far ahead a course vector reaches. */
  setVectorMinutes(minutes: number): void {
    this.#vectorMinutes = minutes;
    this.annotate();
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

  /** Names, vectors and hulls of what is in view; called after a move of the map, too. */
  annotate(): void {
    const visible = this.#heaviestInView();
    const drawn = visible.flatMap((at) => this.#drawn[at] ?? []);
    this.#hulls = visible.flatMap((at) => this.#hull(at));
    this.#mark();
    this.#set(
      'hulls',
      this.#hulls.flatMap((hull) => this.#hullArea(hull)),
    );
    this.#set('labels', drawn.slice(0, MAX_LABELS).map(nameLabel));
    this.#set(
      'vectors',
      drawn.flatMap((one) => courseVector(one, this.#vectorMinutes)),
    );
    this.#set('predictions', drawn.flatMap(predictionLine));
    const chosen = this.#drawn.find(({ vessel }) => vessel.mmsi === this.#selected);
    this.#set('selected', chosen ? [placePoint(chosen)] : []);
  }

  /** A source that was empty and stays so costs nothing. */
  #set(source: string, features: Feature[]): void {
    if (features.length === 0 && this.#empty.has(source)) return;
    if (features.length === 0) this.#empty.add(source);
    else this.#empty.delete(source);
    this.#map.setData(source, collection(features));
  }

  #mark(): void {
    const asHulls = new Set(this.#hulls.map(({ at }) => at));
    this.#layer.setVessels(this.#drawn, ({ vessel, place, predicted, lost }, at) => {
      return {
        ...{ lon: place.lon, lat: place.lat },
        directionDeg: vessel.headingDeg ?? vessel.courseDeg,
        colour: COLOUR_OF[vessel.shipClass],
        look: asHulls.has(at) ? 'antenna' : lost ? 'lost' : predicted ? 'predicted' : 'reported',
      };
    });
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
    const least = visible.length > MAX_LINES ? (Float64Array.from(visible, weight).sort().at(-MAX_LINES) ?? 0) : 0;
    return visible
      .filter((at) => weight(at) >= least)
      .toSorted((a, b) => weight(b) - weight(a))
      .slice(0, MAX_LINES);
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

function drawnAt(vessel: Vessel, { now, limits, predicts }: DrawnMoment): DrawnVessel[] {
  if (!isPlaced(vessel)) return [];
  const { place, predicted } = predicts ? placeNow(vessel, now, limits) : { place: vessel.position, predicted: false };
  return [{ vessel, place, predicted, lost: isLost(vessel, now, limits) }];
}

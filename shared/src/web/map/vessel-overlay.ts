import type { Feature } from 'geojson';
import { placeNow } from '../../features/vessel/dead-reckoning.js';
import { isBeacon } from '../../features/vessel/distress.rules.js';
import { hullOutline } from '../../features/vessel/hull-outline.js';
import type { Trail } from '../../features/vessel/track.rules.js';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { isLost, lostLimits } from '../../features/vessel/vessel.rules.js';
import type { LatLon } from '../../kernel/geodesy.js';
import { metresOutside } from '../../kernel/polygon.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import type { EngineMap } from './engine.js';
import { MarkGrid } from './mark-grid.js';
import { mercatorOrigin, mercatorPerMetre, worldPx } from './mercator.js';
import { CHART } from './offline-style.js';
import type { Circle } from './circle-layer.js';
import { CircleOverlay } from './circle-overlay.js';
import { PredictionLayer, VectorLayer } from './sail-layer.js';
import { ShownFeatures } from './shown-features.js';
import { TrailOverlay } from './trails-overlay.js';
import { beaconCircle, collection, hullArea, nameLabel, type DrawnVessel } from './vessel-features.js';
import { COLOUR_OF, VESSEL_COLOURS, VesselItems, type DrawnMoment } from './vessel-items.js';
import { VesselLayer } from './vessel-layer.js';

/** Length of the course vector in time until another is chosen: six minutes on a wall (design-language: vessel). */
const VECTOR_MINUTES = 6;
/** Most names at once; the engine drops those that would cover each other. */
const MAX_LABELS = 150;
/** Most hulls at once, of the largest and fastest in view. */
const MAX_HULLS = 1000;
/** Names and the like stand where they are until one has moved so far, pixels. */
const MOVED_PX = 3;
/** Names are looked at anew with every third drawing: placing them costs more than all else. */
const NAMES_EVERY = 3;
/** No ship is longer (Seawise Giant 458 m): where so much is less than a mark, hulls are not asked for. */
const LONGEST_HULL_METRES = 460;
/** Further than any vessel is moved on between reports, some two miles. */
const MOVED_ON_DEGREES = 0.03;
/** Length from which a hull is drawn as it is, pixels: that of the mark it takes the place of. */
const HULL_FROM_PX = 26;
/** How near to a mark a click means it, pixels. */
const REACH_PX = 18;
const WORLD_DEGREES = 360;

interface DrawnHull {
  readonly drawn: DrawnVessel;
  readonly ring: LatLon[];
}

type PlacedVessel = DrawnVessel['vessel'];

const NO_MOMENT: DrawnMoment = { now: 0, limits: lostLimits(DEFAULT_SETTINGS), predicts: false };

/**
 * Vessels on the chart: all their marks, course vectors and predictions of one array on the graphics processor, on a
 * canvas over the engine's; names and hulls as small GeoJSON sources below.
 */
export class VesselOverlay {
  readonly #map: EngineMap;
  readonly #textPx: number;
  readonly #items: VesselItems;
  readonly #vectors: VectorLayer;
  readonly #trails: TrailOverlay;
  readonly #circles: CircleOverlay;
  /** Of this drawing; the array is that of all drawings, so that none of ten thousand is made each second. */
  readonly #vessels: PlacedVessel[] = [];
  #weights = new Float64Array(0);
  #moment: DrawnMoment | null = null;
  #hulls: readonly DrawnHull[] = [];
  #grid: MarkGrid | null = null;
  readonly #shown = new Map<string, ShownFeatures>();
  #selected: string | null = null;
  #drawings = 0;

  /** `textPx`: size of the names. */
  constructor(map: EngineMap, centre: readonly [number, number], textPx: number) {
    const origin = mercatorOrigin(centre);
    this.#map = map;
    this.#textPx = textPx;
    this.#items = new VesselItems(origin);
    this.#vectors = new VectorLayer(this.#items, origin, VECTOR_MINUTES);
    this.#trails = new TrailOverlay(map, origin);
    map.marks.add(this.#vectors);
    map.marks.add(new PredictionLayer(this.#items, origin));
    map.marks.add(new VesselLayer(this.#items, origin));
    this.#circles = new CircleOverlay(map, origin);
  }

  /** Circles around other things, above all marks. */
  get circles(): CircleOverlay {
    return this.#circles;
  }

  get count(): number {
    return this.#vessels.length;
  }

  draw(vessels: Iterable<Vessel>, moment: DrawnMoment): void {
    this.#moment = moment;
    const beacons: Circle[] = [];
    let count = 0;
    for (const vessel of vessels) {
      if (!isPlaced(vessel)) continue;
      this.#vessels[count] = vessel;
      count += 1;
      if (isBeacon(vessel)) beacons.push(...beaconCircle(drawnAt(vessel, moment)));
    }
    this.#vessels.length = count;
    this.#grid = null;
    this.#circles.set('beacons', beacons);
    if (this.#trails.isShown) this.#trails.follow(this.#drawn());
    if (this.#drawings % NAMES_EVERY === 0) this.annotate();
    else this.#drawHulls();
    this.#drawings += 1;
  }

  /** Trails of all that sailed, by MMSI and `simulated`. [AIS109] */
  setTrails(trails: ReadonlyMap<string, Trail>): void {
    this.#trails.set(trails, this.#drawn());
  }

  select(mmsi: string | null): void {
    this.#selected = mmsi;
    this.annotate();
  }

  /** How far ahead a course vector reaches. */
  setVectorMinutes(minutes: number): void {
    this.#vectors.minutes = minutes;
    this.#map.marks.repaint();
  }

  /** MMSI of the vessel whose hull is at a point of the screen, or whose mark is nearest to it; null where none is. */
  pick(x: number, y: number): string | null {
    const { raw } = this.#map;
    const clicked = raw.unproject([x, y]);
    const hull = this.#hulls.find(({ ring }) => metresOutside(ring, { lat: clicked.lat, lon: clicked.lng }) === 0);
    if (hull) return hull.drawn.vessel.mmsi;
    const drawn = this.#drawn();
    this.#grid ??= new MarkGrid(drawn.map(({ place }) => place));
    const [low, high] = [raw.unproject([x - REACH_PX, y + REACH_PX]), raw.unproject([x + REACH_PX, y - REACH_PX])];
    let best: string | null = null;
    let bestPx = REACH_PX;
    for (const at of this.#grid.within({ lat: low.lat, lon: low.lng }, { lat: high.lat, lon: high.lng })) {
      const one = drawn[at];
      if (!one) continue;
      const point = raw.project([one.place.lon, one.place.lat]);
      const px = Math.hypot(point.x - x, point.y - y);
      if (px < bestPx) [best, bestPx] = [one.vessel.mmsi, px];
    }
    return best;
  }

  /** Names and hulls of what is in view; called after a move of the map, too. */
  annotate(): void {
    this.#drawHulls();
    const named = this.#heaviestInView(MAX_LABELS, isAny).flatMap((at) => this.#drawnOf(at));
    const emPerDegree = 1 / (WORLD_DEGREES * this.#pixel() * this.#textPx);
    const east = this.#map.raw.getBounds().getEast();
    this.#set(
      'labels',
      named
        .map((drawn) => ({ drawn, roomEm: (east - drawn.place.lon) * emPerDegree }))
        // Who is moved on may be in view, and may not: beside the chart no name is turned into it.
        .filter(({ roomEm }) => roomEm >= 0)
        .map(({ drawn, roomEm }) => nameLabel(drawn, roomEm)),
    );
  }

  /** Hulls, the marks without them, and the ring around the chosen vessel. */
  #drawHulls(): void {
    const metresPerPx = this.#metresPerPx();
    const least = HULL_FROM_PX * metresPerPx;
    const visible =
      least > LONGEST_HULL_METRES ? [] : this.#heaviestInView(MAX_HULLS, (one) => hullMetres(one) >= least);
    const hulls = new Map(visible.flatMap((at) => this.#hull(at)));
    this.#hulls = [...hulls.values()];
    this.#set('hulls', this.#hulls.map(hullFeature));
    this.#drawItems(hulls);
    const chosen = this.#selected === null ? -1 : this.#vessels.findIndex(({ mmsi }) => mmsi === this.#selected);
    this.#circles.set(
      'selected',
      this.#drawnOf(chosen).map(({ place }) => ({ ...place, colour: CHART.accent })),
    );
  }

  #drawItems(hulls: ReadonlyMap<number, DrawnHull>): void {
    const moment = this.#moment ?? NO_MOMENT;
    this.#items.begin(this.#vessels.length);
    let at = 0;
    for (const vessel of this.#vessels) {
      this.#items.add(vessel, moment, hulls.size > 0 && hulls.has(at));
      at += 1;
    }
    if (this.#items.show(this.#pixel(), this.#vectors.minutes * 60)) this.#map.marks.repaint();
  }

  /** A source whose features read and stand as before costs nothing. */
  #set(source: string, features: Feature[]): void {
    const shown = this.#shown.get(source) ?? new ShownFeatures();
    this.#shown.set(source, shown);
    if (shown.differ(features, MOVED_PX * WORLD_DEGREES * this.#pixel())) {
      this.#map.setData(source, collection(features));
    }
  }

  #drawn(): DrawnVessel[] {
    const moment = this.#moment;
    return moment ? this.#vessels.map((vessel) => drawnAt(vessel, moment)) : [];
  }

  #drawnOf(at: number): DrawnVessel[] {
    const vessel = this.#vessels[at];
    return vessel && this.#moment ? [drawnAt(vessel, this.#moment)] : [];
  }

  /** Of ten thousand in view some are wanted: the weight from which on is found before anything is sorted. */
  #heaviestInView(most: number, isWanted: (vessel: PlacedVessel) => boolean): readonly number[] {
    const bounds = this.#map.raw.getBounds();
    // One that is moved on may have come into view since she reported.
    const [south, north] = [bounds.getSouth() - MOVED_ON_DEGREES, bounds.getNorth() + MOVED_ON_DEGREES];
    const [west, east] = [bounds.getWest() - MOVED_ON_DEGREES, bounds.getEast() + MOVED_ON_DEGREES];
    if (this.#weights.length < this.#vessels.length) this.#weights = new Float64Array(this.#vessels.length * 2);
    const weights = this.#weights;
    const visible: number[] = [];
    let at = -1;
    for (const vessel of this.#vessels) {
      at += 1;
      const { lat, lon } = vessel.position;
      if (lat < south || lat > north || lon < west || lon > east || !isWanted(vessel)) continue;
      visible.push(at);
      weights[at] =
        vessel.mmsi === this.#selected
          ? Number.POSITIVE_INFINITY
          : (vessel.lengthMetres ?? 0) + 10 * (vessel.speedKnots ?? 0);
    }
    const weight = (one: number): number => weights[one] ?? 0;
    const least = visible.length > most ? (Float64Array.from(visible, weight).sort().at(-most) ?? 0) : 0;
    return visible
      .filter((one) => weight(one) >= least)
      .toSorted((a, b) => weight(b) - weight(a))
      .slice(0, most);
  }

  /** Of the chart as it is zoomed now, in units of the world. */
  #pixel(): number {
    return 1 / worldPx(this.#map.raw.getZoom());
  }

  /** At the middle of the chart. */
  #metresPerPx(): number {
    return this.#pixel() / mercatorPerMetre(this.#map.raw.getCenter().lat);
  }

  #hull(at: number): [number, DrawnHull][] {
    return this.#drawnOf(at).flatMap((drawn): [number, DrawnHull][] => {
      const ring = hullOutline(drawn.vessel, drawn.place);
      return ring ? [[at, { drawn, ring }]] : [];
    });
  }
}

const isAny = (): boolean => true;

/** Bow to stern; 0 where she has not said where her antenna is. */
function hullMetres({ hull }: Vessel): number {
  return hull ? hull.toBowMetres + hull.toSternMetres : 0;
}

function hullFeature({ drawn, ring }: DrawnHull): Feature {
  const { vessel, predicted, lost } = drawn;
  const colour = VESSEL_COLOURS[COLOUR_OF[vessel.shipClass]] ?? VESSEL_COLOURS[4];
  return hullArea(ring, { colour, sure: !predicted && !lost, lost });
}

function isPlaced(vessel: Vessel): vessel is DrawnVessel['vessel'] {
  return vessel.position !== null;
}

function drawnAt(vessel: DrawnVessel['vessel'], { now, limits, predicts }: DrawnMoment): DrawnVessel {
  const { place, predicted } = predicts ? placeNow(vessel, now, limits) : { place: vessel.position, predicted: false };
  return { vessel, place, predicted, lost: isLost(vessel, now, limits) };
}
